//! Every diagnostic code with its severity, rule and general hint, in one table.
//!
//! Codes are stable: a released code keeps its number and meaning for ever. 1xx reading and markup, 2xx text,
//! 3xx pronunciation, 4xx phoneme IR and planning, 5xx voices and cast, 6xx courses.

use super::Severity;

macro_rules! codes {
    ($($name:ident = $code:literal, $severity:ident, $rule:literal, $hint:literal;)*) => {
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

            /// The rule, with its clause where there is one.
            pub const fn rule(self) -> &'static str {
                match self { $(Self::$name => $rule,)* }
            }

            /// What to do, in general.
            pub const fn hint(self) -> &'static str {
                match self { $(Self::$name => $hint,)* }
            }
        }
    };
}

codes! {
    NotUtf8 = "D101", Error, "A script is UTF-8 text.", "save the file as UTF-8";
    EmptyScript = "D102", Error, "A script says something: it has at least one spoken word.", "write `Name: text`, or plain paragraphs";
    UnclosedTag = "D103", Error, "Every start tag has its end tag; one that is about words has it in the same paragraph (XML 1.0, 3.1).", "close the tag, or write `&lt;` for a literal `<`";
    UnmatchedEndTag = "D104", Error, "Every end tag closes the tag opened last (XML 1.0, 3.1).", "remove the end tag, or open it first";
    MalformedTag = "D105", Error, "A tag is well-formed XML (XML 1.0, 3.1).", "correct the tag, or write `&lt;` for a literal `<`";
    UnknownTag = "D106", Error, "Only tags of SSML 1.1 and the documented dialects are read.", "remove the tag or use one that docs/SCRIPT.md lists";
    UnknownAttribute = "D107", Warning, "Only the attributes that docs/SCRIPT.md lists have an effect.", "remove the attribute";
    BadAttribute = "D108", Error, "An attribute's value has the form its definition gives.", "correct the value";
    MissingAttribute = "D109", Error, "A tag carries the attributes it needs.", "add the attribute";
    UnknownPause = "D110", Error, "A pause tag is `[pause]`, `[pause short]`, `[pause long]` or `[pause <time>]`; anything else is never spoken.", "use `[pause short]`, `[pause]`, `[pause long]` or `[pause 2s]`";
    PauseOverCap = "D111", Warning, "A single pause is at most the cap (20 s unless set).", "shorten the pause or raise the cap";
    UnknownSayAs = "D112", Warning, "`interpret-as` is one of the values that docs/SCRIPT.md lists.", "use one of the listed values; the text is read as plain text";
    UnknownEntity = "D113", Warning, "Only XML's five entities and character references are known (XML 1.0, 4.6).", "write `&amp;` for a literal `&`";
    NestedReading = "D114", Warning, "`phoneme`, `say-as` and `sub` hold text only (SSML 1.1, 3.1.9 and 3.1.10).", "remove the inner tag";
    TooDeep = "D115", Error, "Tags nest at most 64 deep.", "flatten the tags";
    UnknownBracket = "D116", Warning, "Square brackets other than pause tags are read as plain text.", "remove the brackets if this was meant as a tag";
    NoEffect = "D117", Warning, "The tag is understood but has no equivalent here; its text is still spoken.", "remove the tag if the text alone is what you want";
    Doctype = "D118", Error, "A document type declaration declares nothing itself: entities of one's own are refused, and nothing is fetched (XML 1.0, 2.8).", "remove the declaration";
    ControlCharacter = "D119", Warning, "Control characters have no reading and are dropped (XML 1.0, 2.2).", "remove the character";
    ScriptTooLarge = "D120", Error, "A script is at most 16 MiB.", "split it into episodes";
    FindingsOmitted = "D121", Note, "At most 500 findings of a kind are listed in one run.", "correct the ones listed and run again";
    DoubtfulSpeaker = "D122", Warning, "A label that opens a single turn in a script of many may be prose.", "name it in the cast, or write the colon differently";
    MarkdownBlock = "D123", Error, "Fenced code and tables have no reading.", "say in words what the listener should know";
    ValueClamped = "D124", Warning, "Rate lies between 0.25 and 4, pitch within 12 semitones or 50 to 500 Hz, volume at most at +20 dB.", "choose a value inside the range";
    LooksRelative = "D125", Warning, "An unsigned percentage is a share of the voice's own rate: `80%` is slower, `+80%` is faster (SSML 1.1, 3.2.4).", "write the sign if a change was meant";
    NoSpaceAfterTag = "D126", Note, "White space or punctuation follows the end tag of a word, unless the word goes on.", "put a space after the end tag, or leave it if this is one word";
    LostInExport = "D127", Warning, "A script written for another engine holds what that engine can do.", "change the script, or accept the loss";
    UnreadableText = "D201", Warning, "Text without any letter, digit or known sign has no reading.", "remove it, or say it with `<sub alias=\"...\">`";
    UnknownIpaSymbol = "D301", Error, "`ph` holds symbols of the IPA inventory that docs/SCRIPT.md lists.", "use the nearest listed symbol";
    IpaWithoutStress = "D302", Note, "IPA of more than one syllable marks its stress; without a mark the last word's first vowel gets primary stress.", "put `ˈ` before the stressed syllable";
    UnknownAlphabet = "D303", Error, "`alphabet` is `ipa`, `x-sampa` or `x-cmu-arpabet`.", "write the pronunciation in IPA";
    IpaLookAlike = "D304", Note, "Stress and length are written with IPA's own marks, not with look-alikes.", "use `ˈ`, `ˌ` and `ː`";
    EmptyPhoneme = "D305", Error, "`ph` is not empty.", "write the pronunciation, or remove the tag";
    GuessedPronunciation = "D306", Note, "A word that no lexicon knows is pronounced by rule.", "add the word to the course lexicon, or tag it with `<phoneme>`";
    CourseLexicon = "D307", Error, "A course's lexicon is TOML with the tables `[words]` and `[exact]`, or PLS 1.0.", "write `word = \"IPA\"` under `[words]`, or a `<lexeme>` with `<grapheme>` and `<phoneme>`";
    CourseEntryTwice = "D308", Warning, "A written form has one entry in a course's lexicon; the first counts.", "remove one of the two";
    UnknownRole = "D309", Warning, "`role` names a part of speech: `noun`, `verb`, `past`, `adjective`, `adverb`, or a Penn Treebank tag.", "use one of these, or leave it out: the entry counts for every word so spelled";
    LongUtterance = "D401", Note, "An utterance longer than the voice speaks well is cut at its best pause.", "shorten the sentence";
    EmptyUtterance = "D402", Error, "An utterance holds at least one word, and every word at least one phone.", "give the text something to say";
    PauseTooLong = "D403", Error, "One pause is at most ten minutes.", "shorten the pause";
    UnspeakableStyle = "D404", Error, "Rate, pitch, range and volume stay within what a voice can do.", "use a value within the limits the message names";
    DanglingReference = "D405", Error, "Every utterance names a speaker that exists, and every style a contour that exists.", "this is a mistake of the program: please report it with the script";
    MisplacedStress = "D406", Warning, "Stress is carried by vowels, and a word with secondary stress has primary stress too.", "mark the stressed syllable with `ˈ`";
    ExtentOutOfReach = "D407", Warning, "Words keep a `duration` of a quarter to four times what they take by themselves (SSML 1.1, 3.2.4).", "choose another duration, or shorten the text";
    UnknownVoice = "D501", Error, "A cast names voices that exist.", "see `declaim voices`";
    UncastSpeaker = "D502", Note, "A speaker without an entry in the cast gets a default voice, in order of appearance.", "add `--cast NAME=VOICE`";
    PhoneNotInVoice = "D503", Error, "A voice can say every phone it is given.", "use a phone of the voice's map";
    CourseSyntax = "D601", Error, "A course file is TOML 1.0.", "correct the TOML";
    CourseUnknownKey = "D602", Error, "A course file holds the keys that docs/COURSE.md lists.", "remove the key";
    CourseWrongType = "D603", Error, "A key's value has the type that docs/COURSE.md gives.", "write a value of that type";
    CourseOutOfRange = "D604", Error, "A key's value lies inside the range that docs/COURSE.md gives.", "choose a value inside the range";
    CourseMissingFile = "D605", Error, "A course names files that exist, relative to its own folder.", "correct the path, or add the file";
    CourseContradiction = "D606", Error, "A course says one thing about each matter.", "keep one of the two";
    CourseNoEpisodes = "D607", Error, "A course has at least one episode.", "put scripts beside it, or name them under `episodes`";
    CourseNobody = "D608", Warning, "A cast names speakers of the scripts.", "correct the name, or remove the entry";
}
