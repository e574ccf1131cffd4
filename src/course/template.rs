//! `template`: the course file that `init` writes, with what was found and what may be set. Looks for nothing and
//! writes no file: `init` does both.

use std::fmt::Write as _;

/// A speaker found in the scripts, and the voice they get.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Member {
    /// The label as written.
    pub name: String,
    /// The voice.
    pub voice: String,
}

/// A course file for these episodes, lexicons and speakers, in order. Values that are written out differ from no default but
/// the cast; the rest is there as remarks, ready to be uncommented.
pub fn template(title: &str, episodes: &[String], lexicons: &[String], cast: &[Member]) -> String {
    let mut text = format!(
        "# A course: what its episodes share. Every key may be left out; docs/COURSE.md lists them all.\ntitle = {}\n",
        quoted(title)
    );
    text.push_str("\n# In order. A pattern does too: \"lesson-*.txt\".\nepisodes = [\n");
    for episode in episodes {
        let _ = writeln!(text, "    {},", quoted(episode));
    }
    text.push_str("]\n\n# Pronunciations of this course.\n");
    if lexicons.is_empty() {
        text.push_str("# lexicons = [\"lexicon.toml\"]\n");
    } else {
        let lexicons: Vec<_> = lexicons.iter().map(|lexicon| quoted(lexicon)).collect();
        let _ = writeln!(text, "lexicons = [{}]", lexicons.join(", "));
    }
    text.push_str("\n# Labels of the scripts, and the voices that speak for them: `declaim voices` lists those.\n[cast]\n");
    for member in cast {
        let _ = writeln!(text, "{} = {}", key(&member.name), quoted(&member.voice));
    }
    text.push_str(
        "# Ann = { voice = \"kathleen\", rate = 1.0, pitch = 0, gain = 0, pan = 0 }  # semitones, dB, -1 left to 1 right\n\
         # Example = { prose = true }  # a label that is read out with its colon\n\
         \n\
         [loudness]\n\
         preset = \"course\"  # or podcast, ebu-r128, acx, none; or target = -16 (LUFS) and ceiling = -1 (dBTP)\n\
         # album = true     # one gain for all episodes, so that they keep their levels among each other\n\
         \n\
         # [pauses]\n\
         # short = \"250ms\"\n\
         # medium = \"500ms\"\n\
         # long = \"1s\"\n\
         # cap = \"20s\"        # the longest that a script may ask for\n\
         # sentence = \"250ms\" # where no tag stands\n\
         # paragraph = \"500ms\"\n\
         \n\
         # [output]\n\
         # folder = \"out\"\n\
         # rate = 48000\n\
         # bits = 24          # 16, 24, or 32 for floating point\n\
         \n\
         # [bookends]\n\
         # intro = \"intro.wav\"\n\
         # outro = \"outro.wav\"\n\
         # bed = { file = \"bed.wav\", level = -24, duck = -6, fade = \"2s\" }\n\
         # gap = \"500ms\"      # between intro and speech, and between speech and outro\n",
    );
    text
}

/// A bare key where TOML allows one (TOML 1.0, Keys).
fn key(name: &str) -> String {
    let bare = |b: u8| b.is_ascii_alphanumeric() || b == b'_' || b == b'-';
    if !name.is_empty() && name.bytes().all(bare) {
        name.to_owned()
    } else {
        quoted(name)
    }
}

/// A basic string (TOML 1.0, String).
fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            c if c.is_control() => {
                let _ = write!(out, "\\u{:04X}", u32::from(c));
            }
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Source;

    #[test]
    fn what_is_written_reads_back_and_so_does_every_remark() {
        let member = |name: &str| Member {
            name: name.to_owned(),
            voice: "kathleen".to_owned(),
        };
        let episodes = ["one.txt".to_owned(), "a \"b\"\\c.txt".to_owned()];
        let text = template(
            "A \"course\"",
            &episodes,
            &["words.toml".to_owned()],
            &[member("Ann"), member("Speaker 1")],
        );
        let found = super::super::read(&Source::new("course.toml", text.as_str()));
        assert_eq!(found.diagnostics, [], "{text}");
        assert_eq!(found.value.episodes[1].name, episodes[1]);
        assert_eq!(found.value.config.speakers[1].name, "Speaker 1");

        let uncommented: String = text
            .lines()
            .filter(|l| !l.starts_with("# A course") && !l.starts_with("# In") && !l.starts_with("# Pron"))
            .filter(|l| !l.starts_with("# Labels") && !l.starts_with("# Ann"))
            .map(|l| format!("{}\n", l.strip_prefix("# ").unwrap_or(l)))
            .collect();
        let found = super::super::read(&Source::new("course.toml", uncommented.as_str()));
        assert_eq!(found.diagnostics, [], "{uncommented}");
    }
}
