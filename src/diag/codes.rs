//! Every diagnostic code with its severity, rule, general hint and clause, in one table.
//!
//! Codes are stable: a released code keeps its number and meaning for ever. 1xx reading and markup, 2xx text,
//! 3xx pronunciation, 4xx phoneme IR and planning, 5xx voices and cast, 6xx courses,
//! 7xx what only a look at whole scripts shows.

use super::Severity;

macro_rules! codes {
    ($($name:ident = $code:literal, $severity:ident, $rule:literal, $hint:literal $(, $clause:literal)?;)*) => {
        /// A rule that a finding refers to.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Code {
            $(#[doc = $rule] $name,)*
        }

        impl Code {
            /// All codes, in order.
            pub const ALL: &[Self] = &[$(Self::$name,)*];

            /// The stable name, `D` and three digits.
            pub const fn id(self) -> &'static str {
                match self { $(Self::$name => $code,)* }
            }

            /// How bad it is.
            pub const fn severity(self) -> Severity {
                match self { $(Self::$name => Severity::$severity,)* }
            }

            /// The rule.
            pub const fn rule(self) -> &'static str {
                match self { $(Self::$name => $rule,)* }
            }

            /// Where the rule is written: a clause of a recommendation, or a section of our own pages.
            pub const fn clause(self) -> &'static str {
                match self { $(Self::$name => concat!("" $(, $clause)?),)* }
            }

            /// What to do, in general.
            pub const fn hint(self) -> &'static str {
                match self { $(Self::$name => $hint,)* }
            }
        }
    };
}

codes! {
    Unreadable = "D100", Error, "A file that is named is there and can be read.", "correct the name, or put the file there", "docs/CHECK.md, What is shown";
    NotUtf8 = "D101", Error, "A script, course file or lexicon is UTF-8 text.", "save the file as UTF-8", "docs/SCRIPT.md, The script language";
    EmptyScript = "D102", Error, "A script says something: it has at least one spoken word.", "write `Name: text`, or plain paragraphs", "docs/SCRIPT.md, The script language";
    UnclosedTag = "D103", Error, "Every start tag has its end tag; one that is about words has it in the same paragraph.", "close the tag, or write `&lt;` for a literal `<`", "XML 1.0, 3.1";
    UnmatchedEndTag = "D104", Error, "Every end tag closes the tag opened last.", "remove the end tag, or open it first", "XML 1.0, 3.1";
    MalformedTag = "D105", Error, "A tag is well-formed XML.", "correct the tag, or write `&lt;` for a literal `<`", "XML 1.0, 3.1";
    UnknownTag = "D106", Error, "Only tags of SSML 1.1 and the documented dialects are read.", "remove the tag, use one that docs/SCRIPT.md lists, or write `&lt;` where it is text", "SSML 1.1, 3";
    UnknownAttribute = "D107", Warning, "Only the attributes that docs/SCRIPT.md lists have an effect.", "remove the attribute", "SSML 1.1, 3";
    BadAttribute = "D108", Error, "An attribute's value has the form its definition gives.", "correct the value", "SSML 1.1, 3";
    MissingAttribute = "D109", Error, "A tag carries the attributes it needs.", "add the attribute", "SSML 1.1, 3";
    UnknownPause = "D110", Error, "A pause tag is `[pause]`, `[pause short]`, `[pause long]` or `[pause <time>]`; anything else is never spoken.", "use `[pause short]`, `[pause]`, `[pause long]` or `[pause 2s]`", "docs/SCRIPT.md, Pauses";
    PauseOverCap = "D111", Warning, "A single pause is at most the cap (20 s unless set).", "shorten the pause or raise the cap", "docs/SCRIPT.md, Pauses";
    UnknownSayAs = "D112", Warning, "`interpret-as` is one of the values that docs/SCRIPT.md lists.", "use one of the listed values; the text is read as plain text", "SSML 1.1, 3.1.9";
    UnknownEntity = "D113", Warning, "Only XML's five entities and character references are known.", "write `&amp;` for a literal `&`", "XML 1.0, 4.6";
    NestedReading = "D114", Warning, "`phoneme`, `say-as` and `sub` hold text only.", "remove the inner tag", "SSML 1.1, 3.1.9 and 3.1.10";
    TooDeep = "D115", Error, "Tags nest at most 64 deep.", "flatten the tags", "docs/SCRIPT.md, Tags";
    UnknownBracket = "D116", Warning, "Square brackets other than pause tags are read as plain text.", "remove it if it is not to be spoken", "docs/SCRIPT.md, Pauses";
    NoEffect = "D117", Warning, "What is understood but has no equivalent here changes nothing: the text of a tag is spoken, a stage direction or a transcript's time is left out.", "remove the tag if the text alone is what you want", "docs/SCRIPT.md, Other engines' tags";
    Doctype = "D118", Error, "A document type declaration declares nothing itself: entities of one's own are refused, and nothing is fetched.", "remove the declaration", "XML 1.0, 2.8";
    ControlCharacter = "D119", Warning, "Control characters have no reading and are dropped.", "remove the character", "XML 1.0, 2.2";
    ScriptTooLarge = "D120", Error, "A script is at most 16 MiB.", "split it into episodes", "docs/SCRIPT.md, Structure";
    FindingsOmitted = "D121", Note, "At most 500 findings of a kind are listed in one run.", "correct the ones listed and run again", "docs/SCRIPT.md, Findings";
    DoubtfulSpeaker = "D122", Warning, "A label that opens a single turn in a script of many may be prose.", "name it in the cast, or write the colon differently", "docs/SCRIPT.md, Turns and paragraphs";
    MarkdownBlock = "D123", Error, "Fenced code and tables have no reading.", "say in words what the listener should know", "docs/SCRIPT.md, What Markdown leaves";
    ValueClamped = "D124", Warning, "Rate lies between 0.25 and 4, pitch and a contour's targets within 12 semitones or 50 to 500 Hz, range between 0 and 400 %, volume at most at +20 dB; a clip plays at -120 to +40 dB and 12.5 to 400 % of its speed.", "choose a value inside the range", "SSML 1.1, 3.2.4";
    LooksRelative = "D125", Warning, "An unsigned percentage is a share of the voice's own rate: `80%` is slower, `+80%` is faster.", "write the sign if a change was meant", "SSML 1.1, 3.2.4";
    NoSpaceAfterTag = "D126", Note, "White space or punctuation follows the end tag of a word, unless the word goes on.", "put a space after the end tag, or leave it if this is one word", "SSML 1.1, 3.1.8.2";
    LostInExport = "D127", Warning, "A script written for another engine holds what that engine can do.", "change the script, or accept the loss", "docs/SCRIPT.md, Other engines' tags";
    UnplayableClip = "D128", Warning, "`<audio>` plays a WAV, FLAC or MP3 file that lies in the script's folder or below.", "put the file there, and name it by its path from the script", "SSML 1.1, 3.3.1";
    MisplacedTag = "D129", Warning, "Elements stand where SSML's schema has them: no paragraph in a sentence, no word in a word, lexicons right in the document.", "move the tag; it is read where it stands", "SSML 1.1, appendix D";
    EscapedTag = "D130", Warning, "A tag stands between `<` and `>`; escaped, it is text that is read out.", "write the tag with `<` and `>`", "docs/SCRIPT.md, Tags";
    UnmarkedChapter = "D131", Warning, "A mark whose name is `chapter:` and a title opens a chapter; any other is for programs.", "write `chapter:` and the chapter's title", "docs/SCRIPT.md, Tags";
    ObeyedInCode = "D132", Warning, "A tag is obeyed in backticks too.", "take the backticks away", "docs/SCRIPT.md, Tags";
    BehindDocument = "D133", Warning, "An SSML document ends with `</speak>`.", "put it before `</speak>`, or remove it", "SSML 1.1, 3.1.1";
    UnreadableText = "D201", Warning, "Text without any letter, digit or known sign has no reading.", "remove it, or say it with `<sub alias=\"...\">`", "docs/SCRIPT.md, How words are said";
    UnfitSayAs = "D202", Warning, "A text is what `interpret-as` and `format` say it is.", "correct the text, or name what it is", "SSML 1.1, 3.1.9";
    UnknownIpaSymbol = "D301", Error, "`ph` holds symbols of the IPA inventory that docs/SCRIPT.md lists.", "use the nearest listed symbol", "SSML 1.1, 3.1.10";
    IpaWithoutStress = "D302", Note, "IPA of more than one syllable marks its stress; without a mark the last word's first vowel gets primary stress.", "put `ˈ` before the stressed syllable", "docs/SCRIPT.md, How words are said";
    UnknownAlphabet = "D303", Error, "`alphabet` is `ipa`, `x-sampa` or `x-cmu-arpabet`.", "write the pronunciation in IPA", "SSML 1.1, 3.1.10.1";
    IpaLookAlike = "D304", Note, "Stress and length are written with IPA's own marks, not with look-alikes.", "use `ˈ`, `ˌ` and `ː`", "SSML 1.1, 3.1.10";
    EmptyPhoneme = "D305", Error, "`ph` is not empty.", "write the pronunciation, or remove the tag", "SSML 1.1, 3.1.10";
    GuessedPronunciation = "D306", Note, "A word that no lexicon knows is pronounced by rule.", "add the word to the course lexicon, or tag it with `<phoneme>`", "docs/SCRIPT.md, How words are said";
    CourseLexicon = "D307", Error, "A course's lexicon is TOML with the tables `[words]` and `[exact]`, or PLS 1.0.", "write `word = \"IPA\"` under `[words]`, or a `<lexeme>` with `<grapheme>` and `<phoneme>`", "PLS 1.0, 4";
    CourseEntryTwice = "D308", Warning, "A written form has one entry in a course's lexicon; the first counts.", "remove one of the two", "PLS 1.0, 4.9";
    UnknownRole = "D309", Warning, "`role` names a part of speech: `noun`, `verb`, `past`, `adjective`, `adverb`, or a Penn Treebank tag.", "use one of these, or leave it out: the entry counts for every word so spelled", "PLS 1.0, 4.4";
    ScriptLexicon = "D310", Warning, "`<lexicon>` names a PLS 1.0 file, or one in TOML, that lies in the script's folder or below.", "put the file there, and name it by its path from the script", "SSML 1.1, 3.1.5.1";
    LongUtterance = "D401", Note, "An utterance longer than the voice speaks well is cut at its best pause.", "shorten the sentence", "docs/SCRIPT.md, Findings";
    EmptyUtterance = "D402", Error, "An utterance holds at least one word, and every word at least one phone.", "give the text something to say", "SSML 1.1, 3.1.10";
    PauseTooLong = "D403", Error, "One pause is at most ten minutes.", "shorten the pause", "SSML 1.1, 3.2.3";
    UnspeakableStyle = "D404", Error, "Rate, pitch, range and volume stay within what a voice can do.", "use a value within the limits the message names", "SSML 1.1, 3.2.4";
    DanglingReference = "D405", Error, "Every utterance names a speaker that exists, and every style a contour that exists.", "this is a mistake of the program: please report it with the script", "docs/SCRIPT.md, Findings";
    MisplacedStress = "D406", Warning, "Stress is carried by vowels, and a word with secondary stress has primary stress too.", "mark the stressed syllable with `ˈ`", "docs/SCRIPT.md, How words are said";
    ExtentOutOfReach = "D407", Warning, "Words keep a `duration` of a mel frame (10.7 ms) to 800 ms for each phone.", "choose another duration, or shorten the text", "SSML 1.1, 3.2.4";
    UnknownVoice = "D501", Error, "A cast names voices that exist.", "see `declaim voices`", "docs/SCRIPT.md, Turns and paragraphs";
    UncastSpeaker = "D502", Note, "A speaker without an entry in the cast gets a default voice, in order of appearance.", "add `--cast NAME=VOICE`, or `NAME = \"VOICE\"` under `[cast]` in course.toml", "docs/SCRIPT.md, Turns and paragraphs";
    PhoneNotInVoice = "D503", Error, "A voice can say every phone it is given.", "use a phone of the voice's map", "SSML 1.1, 3.1.10";
    CourseSyntax = "D601", Error, "A course file is TOML 1.0.", "correct the TOML", "TOML 1.0";
    CourseUnknownKey = "D602", Error, "A course file holds the keys that docs/COURSE.md lists.", "remove the key", "docs/COURSE.md";
    CourseWrongType = "D603", Error, "A key's value has the type that docs/COURSE.md gives.", "write a value of that type", "docs/COURSE.md";
    CourseOutOfRange = "D604", Error, "A key's value lies inside the range that docs/COURSE.md gives.", "choose a value inside the range", "docs/COURSE.md";
    CourseMissingFile = "D605", Error, "A course names files that exist and can be read, relative to its own folder.", "correct the path, or add the file", "docs/COURSE.md";
    CourseContradiction = "D606", Error, "A course says one thing about each matter.", "keep one of the two", "docs/COURSE.md";
    CourseNoEpisodes = "D607", Error, "A course has at least one episode.", "put scripts beside it, or name them under `episodes`", "docs/COURSE.md";
    CourseNobody = "D608", Warning, "A cast names speakers of the scripts.", "correct the name, or remove the entry", "docs/COURSE.md";
    RedundantPhoneme = "D701", Note, "A `<phoneme>` says something the lexicons do not.", "remove the tag, and the script reads easier", "docs/CHECK.md, Lints";
    RedundantSayAs = "D702", Note, "A `<say-as>` changes how its text is read.", "remove the tag, and the script reads easier", "docs/CHECK.md, Lints";
    SeveralPronunciations = "D703", Warning, "A word is said in one way throughout a course.", "choose one, and give it to the course's lexicon instead of tagging the word", "docs/CHECK.md, Lints";
    PauseBeforeMark = "D704", Note, "A pause stands behind the punctuation it goes with.", "write the punctuation first", "docs/CHECK.md, Lints";
    SimilarSpeakers = "D705", Warning, "No two speakers of a script have nearly the same name.", "write the name that was meant, or give both to the cast", "docs/CHECK.md, Lints";
    UnlabelledOpening = "D706", Warning, "A script with speakers opens with one.", "write `Name:` before it", "docs/CHECK.md, Lints";
    RepeatedWord = "D707", Warning, "A function word stands twice only by mistake.", "remove one of the two", "docs/CHECK.md, Lints";
    SentencesRunTogether = "D708", Warning, "A space follows the mark that ends a sentence.", "put a space after the mark", "docs/CHECK.md, Lints";
    LeftOver = "D709", Warning, "Notes to oneself and a template's blanks are not spoken to listeners.", "fill it in, or remove it; put code in backticks", "docs/CHECK.md, Lints";
    BrokenLabel = "D710", Warning, "A speaker's name opens a turn once, and a colon follows it.", "write `Name:` before what is said", "docs/CHECK.md, Lints";
    SilentTurn = "D711", Warning, "A speaker's label has something spoken behind it.", "write what is said, or remove the label", "docs/CHECK.md, Lints";
    WrongArticle = "D712", Warning, "`an` stands before a vowel as it is said, `a` before all else.", "write the other one", "docs/CHECK.md, Lints";
}

#[cfg(test)]
mod tests {
    use super::*;

    const SCRIPT: &str = include_str!("../../docs/SCRIPT.md");

    #[test]
    fn every_code_names_the_clause_behind_it() {
        for code in Code::ALL {
            let clause = code.clause();
            let sound = match clause.split_once(", ") {
                Some(("docs/SCRIPT.md", part)) => SCRIPT
                    .lines()
                    .any(|line| line.starts_with('#') && line.trim_start_matches('#').trim() == part),
                Some(("XML 1.0" | "SSML 1.1" | "PLS 1.0", part)) => {
                    part.starts_with(|c: char| c.is_ascii_digit()) || part.starts_with("appendix ")
                }
                _ => [
                    "docs/COURSE.md",
                    "docs/WORDS.md",
                    "docs/CHECK.md, Lints",
                    "docs/CHECK.md, What is shown",
                    "TOML 1.0",
                ]
                .contains(&clause),
            };
            assert!(sound, "{}: no such clause: `{clause}`", code.id());
        }
    }
}
