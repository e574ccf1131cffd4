//! Who speaks: which of the labels a script may hold are speakers, and which are prose such as `The fix:`.
//!
//! The rule, for a name that the cast does not mention, in this order:
//!
//! 1. A speaker's name is one to four words, each beginning with a capital or a digit, the first none of the
//!    function words of English. (`The fix`, `Mistake two`, `For Kafka` are prose.)
//! 2. Names of roles, alone or numbered (`Host`, `Speaker 1`, `Guest B`), are speakers.
//! 3. Words that announce a part of the text (`Example`, `Pros`, `Episode 1`), and words in -tion, -sion, -ment
//!    and -ness, are prose.
//! 4. Of what is left, the name that opens the script is a speaker (unless it is a title's or a word of the script, see
//!    `opening`; then the name of the next paragraph takes its place), and then so is every other that opens two
//!    paragraphs. If such names open more than half of the paragraphs (or half, and one of them opens two), all of
//!    them are speakers. A numbered name needs two paragraphs in any case, and in a `<speak>` document one of the names does.
//! 5. A name in the middle of a paragraph, after the end of a sentence or a tag, is a speaker if rules 2 and 4
//!    made it one, or if it is a numbered role; or if it stands so twice and the script runs other speakers' turns
//!    together in that way too.
//!
//! Letters are compared whatever their case: `LEE` and `Lee` are one speaker, who is called as the first spells it that
//! could be a name. Spellings that could be none (`lee`), and labels whose colon touches the words (`Lee:Yes`) or that stand
//! in lists or headings (`- Cost: low`) unless all are, decide nothing, and are that speaker's all the same.
//!
//! Knows nothing of voices.

use super::document::{Document, LabelPlace, Node};
use super::opening::Opening;
use super::settings::{LabelKind, ScriptSettings};
use crate::source::Span;
use std::collections::{BTreeMap, BTreeSet};

/// The labels of a script that are speakers.
#[derive(Debug, Default)]
pub(super) struct Speakers {
    /// As they are spelled, by their names in small letters.
    names: BTreeMap<String, String>,
    /// The same for those whom only tags name.
    voices: BTreeMap<String, String>,
    /// Names that open one paragraph of many, where they first stand.
    pub(super) doubtful: Vec<(String, Span)>,
}

impl Speakers {
    /// Whether somebody of this name speaks.
    pub(super) fn is_speaker(&self, name: &str) -> bool {
        self.names.contains_key(&fold(name))
    }

    /// How the name is spelled where it stands first.
    pub(super) fn spelled(&mut self, name: &str) -> String {
        let key = fold(name);
        match self.names.get(&key) {
            Some(spelled) => spelled.clone(),
            None => self.voices.entry(key).or_insert_with(|| name.to_owned()).clone(),
        }
    }

    /// Decides by the rule in the head of this file.
    pub(super) fn of(document: &Document, settings: &ScriptSettings) -> Self {
        let mut census = Census::of(document, false);
        if census.at_line.is_empty() {
            // Where every label touches its words or stands in a list, that is how this script writes them.
            let all = Census::of(document, true);
            let labelled: usize = all.at_line.values().map(|(n, _)| n).sum();
            if labelled > 1 && 2 * labelled > all.paragraphs {
                census = all;
            }
        }
        let at_line = |name: &str| census.at_line.get(name).map_or(0, |&(n, _)| n);
        let candidates: BTreeSet<&str> = census.at_line.keys().map(String::as_str).collect();
        let labelled: usize = candidates.iter().map(|name| at_line(name)).sum();
        let recurs = candidates
            .iter()
            .any(|name| at_line(name) >= 2 && (is_role(name) || !is_prose(name)));
        let throughout = 2 * labelled > census.paragraphs || (recurs && 2 * labelled == census.paragraphs);
        let title = census.opening.as_ref().filter(|opening| {
            let name = fold(&opening.name);
            at_line(&name) < 2
                && !is_role(&name)
                && (opening.is_prose() || (!throughout && opening.goes_on()))
        });
        let title = title.map(|opening| fold(&opening.name));
        let opening = match title {
            None => census.opening.as_ref().map(|opening| fold(&opening.name)),
            Some(_) => census.second.as_deref().map(fold),
        };
        let (title, opening) = (title.as_deref(), opening.as_deref());
        // Rule 4 for a document of SSML: its tags say who speaks, and a name that stands once is text.
        let ssml = document.is_ssml();
        let opened = opening.is_some_and(|name| {
            candidates.contains(name)
                && (is_role(name) || (!is_numbered(name) && !is_prose(name) && (!ssml || at_line(name) >= 2)))
        });
        let mut names: BTreeSet<&str> = BTreeSet::new();
        let mut doubtful = Vec::new();
        for name in candidates {
            let twice = at_line(name) >= 2;
            let alone = throughout && !is_numbered(name) && (opened || !ssml);
            let speaks = is_role(name)
                || (!is_prose(name)
                    && title != Some(name)
                    && ((opened && opening == Some(name)) || ((opened || throughout) && (twice || alone))));
            if speaks {
                names.insert(name);
                let many = labelled > 8 || census.paragraphs > labelled + 3;
                // A host alone, who is named once.
                let host = opening == Some(name) && census.at_line.len() == 1;
                if !twice && !is_role(name) && many && !host {
                    doubtful.extend(census.at_line.get(name).map(|&(_, span)| (name, span)));
                }
            }
        }
        names.extend(
            census
                .inline
                .keys()
                .map(String::as_str)
                .filter(|name| is_role(name) && is_numbered(name)),
        );
        if names.iter().any(|name| census.inline.contains_key(*name)) {
            let also = census
                .inline
                .iter()
                .filter(|&(name, &n)| n >= 2 && !is_numbered(name) && !is_prose(name));
            names.extend(also.map(|(name, _)| name.as_str()));
        }
        for name in census.spellings.keys().map(String::as_str) {
            match settings.label(name).map(|label| label.kind) {
                Some(LabelKind::Speaker) => {
                    names.insert(name);
                    doubtful.retain(|&(doubted, _)| doubted != name);
                }
                Some(LabelKind::Prose) => {
                    names.remove(name);
                    doubtful.retain(|&(doubted, _)| doubted != name);
                }
                None => {}
            }
        }
        let spelled = |name: &str| {
            census
                .spellings
                .get(name)
                .map_or(name, |s| s.text.as_str())
                .to_owned()
        };
        Self {
            doubtful: doubtful
                .into_iter()
                .map(|(name, span)| (spelled(name), span))
                .collect(),
            names: names
                .into_iter()
                .map(|name| (name.to_owned(), spelled(name)))
                .collect(),
            voices: BTreeMap::new(),
        }
    }
}

/// A name as names are compared.
fn fold(name: &str) -> String {
    name.to_lowercase()
}

/// How a name is spelled.
#[derive(Debug)]
struct Spelling {
    text: String,
    /// Rule 1 holds for it.
    is_name: bool,
}

/// How often each label that could be a name stands where, in small letters.
#[derive(Debug, Default)]
struct Census {
    /// Labels that open a line and have text after them: how often, and the first.
    at_line: BTreeMap<String, (usize, Span)>,
    inline: BTreeMap<String, usize>,
    /// How each label is spelled, those too that could be no name.
    spellings: BTreeMap<String, Spelling>,
    /// Paragraphs and labelled lines that say something.
    paragraphs: usize,
    /// The label before the first word of the script.
    opening: Option<Opening>,
    /// The label of the paragraph after that.
    second: Option<String>,
    /// Nothing has been said in this paragraph yet.
    fresh: bool,
    /// Labels that touch their words or stand in lists count.
    all: bool,
    label: Option<(String, Span)>,
}

impl Census {
    fn of(document: &Document, all: bool) -> Self {
        let mut census = Self {
            fresh: true,
            all,
            ..Self::default()
        };
        census.count(&document.nodes);
        census
    }

    fn count(&mut self, nodes: &[Node]) {
        for node in nodes {
            match node {
                Node::ParagraphBreak(_) => {
                    self.fresh = true;
                    self.opening.iter_mut().for_each(Opening::end_paragraph);
                }
                // A heading is nobody's turn, and does not tell whether the script has any.
                Node::Heading(_) => self.fresh = false,
                Node::Label(label) if (label.loose || label.listed) && !self.all => {
                    self.spell(&label.name);
                    self.text(label.prose.text());
                }
                Node::Label(label) if label.place == LabelPlace::LineStart => {
                    self.spell(&label.name);
                    self.fresh = true;
                    self.opening.iter_mut().for_each(Opening::end_paragraph);
                    self.label = Some((label.name.clone(), label.name_span));
                }
                Node::Label(label) => {
                    if self.spell(&label.name) {
                        *self.inline.entry(fold(&label.name)).or_default() += 1;
                    }
                }
                Node::Text(text) => self.text(text.text()),
                // A turn may be a pause only.
                Node::Pause(_) => {
                    if self.fresh && self.label.is_some() {
                        self.speech();
                    }
                    self.opening.iter_mut().for_each(Opening::interrupt);
                }
                Node::Element(element) => {
                    if element.name == "break" && self.fresh && self.label.is_some() {
                        self.speech();
                    }
                    self.opening.iter_mut().for_each(Opening::interrupt);
                    self.count(&element.children);
                }
                Node::SentenceBreak(_) => {}
            }
        }
    }

    fn text(&mut self, text: &str) {
        if self.fresh && !text.trim().is_empty() {
            self.speech();
        }
        self.opening.iter_mut().for_each(|o| o.read(text));
    }

    /// Keeps a spelling: the first, unless it could be no name and this one could. Answers whether this one could.
    fn spell(&mut self, name: &str) -> bool {
        let is_name = could_be_name(name);
        let spelling = |text: &str| Spelling {
            text: text.to_owned(),
            is_name,
        };
        let kept = self.spellings.entry(fold(name)).or_insert_with(|| spelling(name));
        if is_name && !kept.is_name {
            *kept = spelling(name);
        }
        is_name
    }

    fn speech(&mut self) {
        self.fresh = false;
        self.paragraphs += 1;
        if let Some((name, span)) = self.label.take() {
            match self.paragraphs {
                1 => self.opening = Some(Opening::new(name.clone())),
                2 => self.second = Some(name.clone()),
                _ => {}
            }
            if could_be_name(&name) {
                self.at_line.entry(fold(&name)).or_insert((0, span)).0 += 1;
            }
        }
    }
}

/// Rule 1.
fn could_be_name(name: &str) -> bool {
    let mut words = name.split(' ');
    let first = words.next().unwrap_or("").to_lowercase();
    name.split(' ').count() <= 4
        && name
            .split(' ')
            .all(|w| w.starts_with(|c: char| c.is_numeric() || (c.is_alphabetic() && !c.is_lowercase())))
        && FUNCTION_WORDS.binary_search(&first.as_str()).is_err()
        || is_role(name)
}

/// Rule 2.
fn is_role(name: &str) -> bool {
    let lower = name.to_lowercase();
    let mut words = lower.split([' ', '_', '-']);
    let (Some(role), number, None) = (words.next(), words.next(), words.next()) else {
        return false;
    };
    let numbered = number.is_none_or(|n| n.len() == 1 || n.bytes().all(|b| b.is_ascii_digit()));
    let role = role.trim_end_matches(|c: char| c.is_ascii_digit());
    numbered && ROLES.binary_search(&role).is_ok()
}

/// Whether a number or a letter follows the name's first word.
fn is_numbered(name: &str) -> bool {
    name.rsplit(' ')
        .next()
        .is_some_and(|last| name.contains(' ') && last.bytes().all(|b| b.is_ascii_digit()))
}

/// Rule 3.
pub(super) fn is_prose(name: &str) -> bool {
    let lower = name.to_lowercase();
    let mut words = lower.split(' ');
    let first = words.next().unwrap_or("");
    let last = lower
        .rsplit(' ')
        .find(|w| !w.bytes().all(|b| b.is_ascii_digit()))
        .unwrap_or("");
    let announces = |word: &str| {
        let singular = word.strip_suffix('s').unwrap_or(word);
        [word, singular].iter().any(|w| {
            ANNOUNCEMENTS.binary_search(w).is_ok()
                || ["tion", "sion", "ment", "ness"]
                    .iter()
                    .any(|end| w.len() > 6 && w.ends_with(end))
        })
    };
    announces(first) || announces(last)
}

/// Words of which English has a closed list, and so no names; sorted.
#[rustfmt::skip]
const FUNCTION_WORDS: [&str; 95] = [
    "a", "about", "after", "all", "also", "an", "and", "another", "any", "are", "as", "at", "because",
    "before", "both", "but", "by", "can", "did", "do", "does", "during", "each", "either", "every", "for",
    "from", "given", "had", "has", "have", "he", "her", "here", "here's", "his", "how", "i", "if", "in",
    "into", "is", "it", "it's", "its", "let's", "many", "more", "most", "my", "neither", "no", "not", "now",
    "of", "on", "once", "one", "only", "or", "other", "our", "per", "quick", "second", "she", "since", "so",
    "some", "such", "that", "that's", "the", "their", "then", "there", "these", "they", "this", "those",
    "three", "to", "two", "until", "was", "we", "were", "what", "when", "where", "which", "while", "who",
    "why", "with",
];

/// People by what they do in a recording; sorted.
#[rustfmt::skip]
const ROLES: [&str; 32] = [
    "actor", "anchor", "announcer", "caller", "candidate", "character", "co-host", "cohost", "commentator",
    "expert", "guest", "host", "instructor", "interviewee", "interviewer", "lecturer", "man", "moderator",
    "narrator", "panelist", "participant", "person", "presenter", "professor", "reader", "reporter",
    "speaker", "student", "teacher", "trainer", "voice", "woman",
];

/// Words that announce a part of a text; sorted, singular.
#[rustfmt::skip]
const ANNOUNCEMENTS: [&str; 148] = [
    "act", "action", "advantage", "agenda", "aim", "alternative", "answer", "appendix", "approach",
    "assignment", "author", "background", "benefit", "bonus", "bottom", "cause", "caution", "caveat",
    "challenge", "chapter", "check", "checklist", "classic", "command", "common", "component", "con",
    "concept", "conclusion", "consequence", "context", "correct", "cost", "course", "cure", "danger",
    "date", "day", "defense", "definition", "demo", "detail", "diagnosis", "difference", "disclaimer",
    "downside", "drawback", "duration", "effect", "episode", "error", "example", "exercise", "fact",
    "fallback", "feature", "figure", "final", "finally", "first", "fix", "footnote", "format", "formula",
    "fourth", "goal", "good", "hint", "idea", "impact", "important", "input", "insight", "instance",
    "intro", "issue", "item", "key", "last", "lesson", "level", "limit", "link", "list", "meaning",
    "method", "mistake", "module", "monday", "month", "myth", "name", "next", "note", "objective",
    "observed", "option", "outcome", "outline", "output", "outro", "overview", "part", "pattern", "phase",
    "pitfall", "point", "prerequisite", "principle", "pro", "problem", "production", "purpose", "q",
    "question", "quiz", "reality", "reason", "recap", "remember", "reminder", "result", "risk", "root",
    "rule", "scenario", "scene", "section", "sidebar", "solution", "source", "stage", "step", "story",
    "strategy", "subject", "summary", "symptom", "takeaway", "task", "test", "third", "tip", "title",
    "today", "todo", "topic", "warning",
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::markup::parse;
    use crate::markup::settings::{LabelSetting, PauseSettings};
    use crate::source::Source;

    fn cast(text: &str, labels: Vec<LabelSetting>) -> Vec<String> {
        let document = parse(&Source::new("t", text)).value;
        let settings = ScriptSettings {
            pauses: PauseSettings::HOUSE,
            labels,
        };
        Speakers::of(&document, &settings).names.into_values().collect()
    }

    fn speakers(text: &str) -> Vec<String> {
        cast(text, Vec::new())
    }

    #[test]
    fn the_cast_overrides_the_rule() {
        let label = |name: &str, kind| LabelSetting {
            name: name.to_owned(),
            kind,
            pauses: None,
        };
        let text = "Ann: Hi. cost: low.\n\nexample: this.\n\nThe fix: that. Then. Alex: Hi.";
        let labels = vec![
            label("Example", LabelKind::Speaker),
            label("ann", LabelKind::Prose),
            label("Alex", LabelKind::Speaker),
        ];
        assert_eq!(cast(text, labels), ["Alex", "example"]);
    }

    #[test]
    fn lists_are_sorted() {
        assert!(FUNCTION_WORDS.is_sorted() && ROLES.is_sorted() && ANNOUNCEMENTS.is_sorted());
    }

    #[test]
    fn the_rule_of_the_head_of_the_file() {
        let none: [&str; 0] = [];
        assert_eq!(speakers("Ann: hi."), ["Ann"]);
        assert_eq!(speakers("ANN: hi.\n\nann: so.\n\nAnn: on.\n\nOn."), ["ANN"]);
        assert_eq!(speakers("ann: hi.\n\nAnn: on.\n\nAnn: on."), ["Ann"]);
        assert_eq!(speakers("[Ann]: hi.\n\nBen : yes.\n\n[Ann]: no."), ["Ann", "Ben"]);
        assert_eq!(speakers("Ann:Hi.\n\nAnn:On.\n\nBen:No."), ["Ann", "Ben"]);
        assert_eq!(speakers("Ann: Hi.\n\nAnn:On.\n\nBen:No."), ["Ann"]);
        assert_eq!(speakers("Image:Tag is the form.\n\nOn."), none);
        assert_eq!(
            speakers("Image:Tag is it.\n\nOn.\n\nNode:Js is not.\n\nOn."),
            none
        );
        assert_eq!(speakers("Ann: hi.\n\nBen: hi.\nAnn: no."), ["Ann", "Ben"]);
        let list = "Ann: hi.\n\n- EC2: $5.\n- RDS: $6.\n1. Cost: low.\n- Ann: so.\n\nBen: no.\nAnn: so.";
        assert_eq!(speakers(list), ["Ann", "Ben"]);
        assert_eq!(
            speakers("Ann: hi.\n\n## CQRS: two doors\n\nBen: no.\n\nAnn: so."),
            ["Ann", "Ben"]
        );
        assert_eq!(speakers("- Ann: hi.\n- Ben: no.\n- Ann: so."), ["Ann", "Ben"]);
        assert_eq!(
            speakers("Speaker 1: hi.\nSpeaker 2: hi."),
            ["Speaker 1", "Speaker 2"]
        );
        assert_eq!(speakers("Intro music.\n\nHost: hi."), ["Host"]);
        assert_eq!(
            speakers("A lesson.\n\nThe fix: this.\n\nMistake two: that.\n\nThe end."),
            none
        );
        assert_eq!(
            speakers("A lesson.\n\nAll of it.\n\nDefense: this.\n\nGo on.\n\nDefense: that."),
            none
        );
        assert_eq!(
            speakers("Ann: Hi.\n\nExample: this.\n\nLimitation: that."),
            ["Ann"]
        );
        assert_eq!(
            speakers("Ann: One. Ben: Two. Ann: Three. Ben: Four. Also: five."),
            ["Ann", "Ben"]
        );
        assert_eq!(speakers("Ann: Step 1. Cost: low. Then on. Cost: high."), ["Ann"]);
        assert_eq!(
            speakers("Speaker 1: One. Speaker 2: Two."),
            ["Speaker 1", "Speaker 2"]
        );
        assert_eq!(speakers("Ann: Hi.\n\nOn.\n\nBen: Bye."), ["Ann", "Ben"]);
        for title in [
            "Kubernetes: The Hard Way\n\nThis is about pods.\n\nAnd more.",
            "Latency: it is everywhere. So be it.\n\nOn.\n\nOn.",
            "Latency: The silent killer. It grows.\n\nWe measure latency.\n\nOn.",
            "Istio: A mesh. Istio does it.\n\nIstio, and Istio again.\n\nOn.",
        ] {
            assert_eq!(speakers(title), none, "{title}");
        }
        assert_eq!(
            speakers("Autonoe: Welcome back.\n\nWe go on.\n\nAnd on."),
            ["Autonoe"]
        );
        assert_eq!(
            speakers("Mark: Welcome. Leave a mark.\n\nWe go on.\n\nAnd on."),
            ["Mark"]
        );
        assert_eq!(speakers("Ann: Hi there\nBen: Hello you"), ["Ann", "Ben"]);
        assert_eq!(
            speakers("Pods: A Guide\n\nAnn: Hi.\n\nBen: Hello.\n\nAnn: So."),
            ["Ann", "Ben"]
        );
        assert_eq!(speakers("Ann: so, hi.\nBen: yes.\nAnn: good."), ["Ann", "Ben"]);
        assert_eq!(speakers("Pods: A Guide\n\nAnn: Welcome.\n\nOn.\n\nOn."), ["Ann"]);
        assert_eq!(speakers("Ann: [pause]\n\nHi there.\n\nOn we go."), ["Ann"]);
        let prose = "Ann: Hi.\n\nOn.\n\nStorage: pods.\n\nOn.\n\nNetworks: more.\n\nOn.";
        assert_eq!(speakers(prose), ["Ann"]);
    }
}
