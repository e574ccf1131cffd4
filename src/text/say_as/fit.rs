//! Whether a text that is read as prose is what its author said it is, and what that was. Reads nothing itself.

use crate::markup::script::{SayAs, SayAsKind};
use crate::text::class::{Class, Clock, Tag};

/// Whether what prose finds in it is what it was said to be.
pub(super) fn is_already(say_as: &SayAs, tags: &[Tag<'_>]) -> bool {
    let any = |is: fn(&Class<'_>) -> bool| tags.iter().any(|tag| is(&tag.class));
    let number = |class: &Class<'_>| {
        matches!(
            class,
            Class::Cardinal(_)
                | Class::Decimal(_)
                | Class::Small(_)
                | Class::Measure(_)
                | Class::Fraction(..)
        )
    };
    match say_as.kind {
        // "noon", "half past nine", "next Tuesday".
        SayAsKind::Date | SayAsKind::Time | SayAsKind::Duration
            if say_as.format.is_none() && any(|c| matches!(c, Class::Word(_))) =>
        {
            true
        }
        // An order of fields that the text does not have was not followed, whatever prose makes of it.
        SayAsKind::Date => say_as.format.is_none() && any(|c| matches!(c, Class::Date(_))),
        SayAsKind::Time => {
            let past_noon = |c: &Class<'_>| matches!(c, Class::Time(time) if time.clock == Clock::WithMeridiem && time.hour > Some(12));
            any(|c| matches!(c, Class::Time(_) | Class::Duration(_))) && !any(number) && !any(past_noon)
        }
        SayAsKind::Duration => any(|c| matches!(c, Class::Duration(_) | Class::Measure(_))),
        SayAsKind::Ordinal => any(|c| matches!(c, Class::Ordinal(_) | Class::Regnal(_))),
        SayAsKind::Cardinal => tags.iter().filter(|tag| number(&tag.class)).count() == 1,
        SayAsKind::Fraction => any(|c| matches!(c, Class::Fraction(..))) || tags.len() == 1 && any(number),
        SayAsKind::Unit => any(|c| matches!(c, Class::Measure(_))),
        SayAsKind::Digits | SayAsKind::Telephone => false,
        SayAsKind::Characters
        | SayAsKind::Expletive
        | SayAsKind::Name
        | SayAsKind::Address
        | SayAsKind::Currency => true,
    }
}

/// What a text was said to be, for a message.
pub(in crate::text) fn wanted(say_as: &SayAs) -> String {
    let name = match say_as.kind {
        SayAsKind::Cardinal => "number",
        SayAsKind::Ordinal => "ordinal",
        SayAsKind::Digits => "row of digits",
        SayAsKind::Fraction => "fraction",
        SayAsKind::Unit => "number with a unit",
        SayAsKind::Date => "date",
        SayAsKind::Time => "time of day",
        SayAsKind::Duration => "length of time",
        SayAsKind::Telephone => "telephone number",
        SayAsKind::Characters
        | SayAsKind::Currency
        | SayAsKind::Address
        | SayAsKind::Name
        | SayAsKind::Expletive => "such text",
    };
    match say_as.format.as_deref() {
        Some(format)
            if matches!(
                say_as.kind,
                SayAsKind::Date | SayAsKind::Time | SayAsKind::Duration
            ) =>
        {
            format!("{name} of the form `{format}`")
        }
        _ => name.to_owned(),
    }
}
