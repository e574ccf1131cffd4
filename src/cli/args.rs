//! What was typed: the command line as clap reads it. Checks nothing that needs the file system.

use super::levels::Levels;
use clap::{Args, Parser, Subcommand, ValueEnum};
use std::num::NonZeroUsize;
use std::path::PathBuf;

/// Turns course scripts into finished audio, offline.
#[derive(Debug, Parser)]
#[command(
    name = "declaim",
    disable_version_flag = true,
    arg_required_else_help = true,
    max_term_width = 100
)]
pub(super) struct Cli {
    /// Name program, runtime and voice versions
    #[arg(short = 'V', long)]
    pub(super) version: bool,
    #[command(subcommand)]
    pub(super) command: Option<Command>,
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Render scripts to mastered WAV files with their timing files
    Render(RenderArgs),
    /// Write a course file for a folder of scripts
    Init(InitArgs),
    /// Render what changed at each save, until Ctrl-C
    Watch(WatchArgs),
    /// Prove that finished episodes are what their scripts and locks say
    Verify(VerifyArgs),
    /// List what changed between two renders, with the times in both
    Diff(DiffArgs),
    /// Render one line, typed or taken from a script
    Preview(PreviewArgs),
    /// Say everything that is wrong or doubtful in scripts, without rendering
    Check(CheckArgs),
    /// List every word, how it will be said, and how sure that is
    Words(WordsArgs),
    /// Print what a script becomes at one stage of the pipeline
    Explain(ExplainArgs),
    /// Write a script for another engine, and say what that engine would drop
    Export(ExportArgs),
    /// Measure real-time factors, stage by stage
    Bench(BenchArgs),
    /// List the voices that can be cast
    Voices(VoicesArgs),
    /// Look after the cache of spoken clips
    Cache(CacheArgs),
}

/// Who speaks, and how many utterances at a time.
#[derive(Debug, Args)]
pub(super) struct Production {
    /// Give a speaker a voice (may be repeated)
    #[arg(long, value_name = "NAME=VOICE", value_parser = cast_entry)]
    pub(super) cast: Vec<(String, String)>,
    /// Say words as this lexicon does, TOML or PLS (may be repeated; the first that knows a word decides)
    #[arg(long, value_name = "FILE")]
    pub(super) lexicon: Vec<PathBuf>,
    /// Look for further voices in this folder
    #[arg(long, value_name = "DIR")]
    pub(super) voices: Option<PathBuf>,
    /// Utterances synthesised at a time, at most four per core [default: one per core]; the output never depends on it
    #[arg(short, long, value_name = "N", value_parser = from_one)]
    pub(super) jobs: Option<NonZeroUsize>,
}

/// Where spoken clips are kept for the next render.
#[derive(Debug, Args)]
pub(super) struct KeepingArgs {
    /// Keep spoken clips in this folder, which others may share [default: in the user's cache folder]
    #[arg(long, value_name = "DIR", conflicts_with = "no_cache")]
    pub(super) cache: Option<PathBuf>,
    /// Neither look for clips in a cache nor keep them there
    #[arg(long)]
    pub(super) no_cache: bool,
    /// How large the cache may become, the least recently used clips going first [default: 8GiB]
    #[arg(long, value_name = "SIZE", value_parser = super::size::parse)]
    pub(super) cache_size: Option<u64>,
}

#[derive(Debug, Args)]
pub(super) struct RenderArgs {
    /// Scripts, course files or folders to render; `-` reads a script from standard input
    #[arg(required = true, value_name = "INPUT")]
    pub(super) inputs: Vec<PathBuf>,
    /// Where the WAV files go, named after the scripts [default: the course's, else `out`]
    #[arg(short, long, value_name = "DIR")]
    pub(super) output: Option<PathBuf>,
    /// Render what is up to date too
    #[arg(long)]
    pub(super) force: bool,
    /// Render only what the locks beside the outputs describe, and refuse anything else
    #[arg(long, conflicts_with = "force")]
    pub(super) locked: bool,
    /// Say what would be rendered and how long it would be; render nothing
    #[arg(long)]
    pub(super) dry_run: bool,
    /// Say for every utterance that is rendered again what changed
    #[arg(long)]
    pub(super) why: bool,
    /// How progress is shown
    #[arg(long, value_enum, value_name = "HOW", default_value_t = ProgressStyle::Auto)]
    pub(super) progress: ProgressStyle,
    #[command(flatten)]
    pub(super) levels: Levels,
    #[command(flatten)]
    pub(super) production: Production,
    #[command(flatten)]
    pub(super) keeping: KeepingArgs,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum ProgressStyle {
    /// Bars on a terminal, nothing elsewhere
    Auto,
    /// Bars
    Bar,
    /// One JSON object a line on standard output, and nothing else there
    Json,
    /// Nothing
    None,
}

#[derive(Debug, Args)]
pub(super) struct InitArgs {
    /// The folder of scripts
    #[arg(value_name = "FOLDER", default_value = ".")]
    pub(super) folder: PathBuf,
    #[command(flatten)]
    pub(super) production: Production,
}

#[derive(Debug, Args)]
pub(super) struct WatchArgs {
    /// Scripts, course files or folders
    #[arg(required = true, value_name = "INPUT")]
    pub(super) inputs: Vec<PathBuf>,
    /// Where the WAV files go, named after the scripts [default: the course's, else `out`]
    #[arg(short, long, value_name = "DIR")]
    pub(super) output: Option<PathBuf>,
    #[command(flatten)]
    pub(super) levels: Levels,
    #[command(flatten)]
    pub(super) production: Production,
    #[command(flatten)]
    pub(super) keeping: KeepingArgs,
}

#[derive(Debug, Args)]
pub(super) struct VerifyArgs {
    /// WAV files, scripts, course files or folders [default: the current folder]
    #[arg(value_name = "INPUT")]
    pub(super) inputs: Vec<PathBuf>,
    /// Where the WAV files lie [default: the course's folder, else `out`]
    #[arg(short, long, value_name = "DIR")]
    pub(super) output: Option<PathBuf>,
    #[command(flatten)]
    pub(super) levels: Levels,
    #[command(flatten)]
    pub(super) production: Production,
}

#[derive(Debug, Args)]
pub(super) struct DiffArgs {
    /// A WAV, its lock, or a folder of them: the older render
    #[arg(value_name = "OLD")]
    pub(super) old: PathBuf,
    /// The newer render
    #[arg(value_name = "NEW")]
    pub(super) new: PathBuf,
    /// Write a WAV that plays only what changed: old, then new
    #[arg(long, value_name = "FILE")]
    pub(super) audition: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(super) struct PreviewArgs {
    /// A line to say, or with `--line` a script file; `-` takes either from standard input
    #[arg(value_name = "TEXT|FILE")]
    pub(super) input: String,
    /// Say the paragraph that holds line N of the script
    #[arg(long, value_name = "N", value_parser = from_one)]
    pub(super) line: Option<NonZeroUsize>,
    /// Say so many spoken lines before and after it, too
    #[arg(long, value_name = "LINES", default_value_t = 0, requires = "line")]
    pub(super) context: usize,
    /// The file to write [default: preview.wav; none with `--play`]
    #[arg(short, long, value_name = "FILE")]
    pub(super) output: Option<PathBuf>,
    /// Play it
    #[arg(long)]
    pub(super) play: bool,
    #[command(flatten)]
    pub(super) production: Production,
    #[command(flatten)]
    pub(super) keeping: KeepingArgs,
}

#[derive(Debug, Args)]
pub(super) struct CheckArgs {
    /// Scripts, course files or folders to check; `-` reads a script from standard input
    #[arg(required = true, value_name = "INPUT")]
    pub(super) inputs: Vec<PathBuf>,
    /// How findings are written
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub(super) format: Format,
    /// Let warnings fail the check
    #[arg(long, value_name = "warnings")]
    pub(super) deny: Option<Deny>,
    #[command(flatten)]
    pub(super) production: Production,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    /// For people
    Text,
    /// One JSON object a line
    Json,
    /// One SARIF 2.1.0 log, for code hosts and editors
    Sarif,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum ListFormat {
    /// For people
    Text,
    /// One JSON object a line
    Json,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Deny {
    /// Warnings as well as errors
    Warnings,
}

#[derive(Debug, Args)]
pub(super) struct WordsArgs {
    /// Scripts, course files or folders to list; `-` reads a script from standard input
    #[arg(required = true, value_name = "INPUT")]
    pub(super) inputs: Vec<PathBuf>,
    /// What comes first
    #[arg(long, value_enum, default_value_t = Sort::Confidence)]
    pub(super) sort: Sort,
    /// Only words whose pronunciation is from here (may be repeated)
    #[arg(long, value_enum, value_name = "SOURCE")]
    pub(super) source: Vec<WordSource>,
    /// Only the first N of them
    #[arg(long, value_name = "N")]
    pub(super) top: Option<usize>,
    /// How the list is written
    #[arg(long, value_enum, default_value_t = ListFormat::Text)]
    pub(super) format: ListFormat,
    /// Also write a WAV file that says each listed word, with its timing beside it
    #[arg(long, value_name = "FILE")]
    pub(super) say: Option<PathBuf>,
    #[command(flatten)]
    pub(super) production: Production,
    #[command(flatten)]
    pub(super) keeping: KeepingArgs,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Sort {
    /// The least sure first
    Confidence,
    /// The most frequent first
    Count,
    /// By the alphabet
    Alphabet,
}

/// Where a pronunciation is from, surest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum WordSource {
    /// The script's own `<phoneme>` or `<lexicon>`
    Script,
    /// The course's lexicon
    Course,
    /// The built-in lexicon of technical words
    Technical,
    /// The built-in lexicon of everyday words
    General,
    /// The pronouncing dictionary
    Dictionary,
    /// A known word with a regular ending, or two written as one
    Derived,
    /// Letters named one by one
    Letters,
    /// The letter-to-sound model
    Guess,
}

#[derive(Debug, Args)]
pub(super) struct ExplainArgs {
    /// A script, a course file or a folder; `-` reads a script from standard input
    #[arg(value_name = "INPUT")]
    pub(super) input: PathBuf,
    /// Which stage's output to print
    #[arg(long, value_enum)]
    pub(super) emit: Emit,
    #[command(flatten)]
    pub(super) production: Production,
    #[command(flatten)]
    pub(super) keeping: KeepingArgs,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Emit {
    /// The script as written, tags and all
    Document,
    /// The resolved script: no tags, no inheritance, absolute values
    Script,
    /// The words that are read, one line per paragraph; a word with an alias in a lexicon is as written
    Spoken,
    /// The phoneme IR
    Phonemes,
    /// The model calls with their tokens and gaps
    Plan,
    /// Where every clip and word lies in the episode (runs the models)
    Timeline,
}

#[derive(Debug, Args)]
pub(super) struct ExportArgs {
    /// A script, a course file or a folder; `-` reads a script from standard input
    #[arg(value_name = "INPUT")]
    pub(super) input: PathBuf,
    /// For which engine
    #[arg(long, value_enum)]
    pub(super) to: Engine,
    /// The file to write [default: standard output]
    #[arg(short, long, value_name = "FILE")]
    pub(super) output: Option<PathBuf>,
    #[command(flatten)]
    pub(super) production: Production,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Engine {
    /// SSML 1.1 as the W3C has it
    Ssml,
    /// Google Cloud Text-to-Speech
    Google,
    /// Azure Speech
    Azure,
    /// Amazon Polly
    Polly,
    /// Labels and prose only
    Text,
}

#[derive(Debug, Args)]
pub(super) struct BenchArgs {
    /// The script to measure with; `-` reads standard input [default: a built-in paragraph]
    #[arg(value_name = "INPUT")]
    pub(super) input: Option<PathBuf>,
    /// Numbers of jobs to measure with, each at most four per core [default: 1, 2, 4 ... up to the cores]
    #[arg(short, long, value_name = "N,N", value_delimiter = ',', value_parser = from_one)]
    pub(super) jobs: Vec<NonZeroUsize>,
    /// Give a speaker a voice (may be repeated)
    #[arg(long, value_name = "NAME=VOICE", value_parser = cast_entry)]
    pub(super) cast: Vec<(String, String)>,
    /// Write one JSON array instead of a table
    #[arg(long)]
    pub(super) json: bool,
    /// Look for further voices in this folder
    #[arg(long, value_name = "DIR")]
    pub(super) voices: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(super) struct VoicesArgs {
    /// Look for further voices in this folder
    #[arg(long, value_name = "DIR")]
    pub(super) voices: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(super) struct CacheArgs {
    /// The cache [default: in the user's cache folder]
    #[arg(long, value_name = "DIR", global = true)]
    pub(super) cache: Option<PathBuf>,
    #[command(subcommand)]
    pub(super) action: CacheAction,
}

#[derive(Debug, Subcommand)]
pub(super) enum CacheAction {
    /// Say how many clips it holds, and how large they are
    Stats,
    /// Remove the least recently used clips until the rest is small enough
    Prune {
        /// How large the rest may be: 500MB, 2GiB; 0 empties it
        #[arg(long, value_name = "SIZE", value_parser = super::size::parse)]
        max_size: u64,
    },
    /// Read every clip, and drop those that are damaged
    Verify,
}

fn from_one(text: &str) -> Result<NonZeroUsize, String> {
    text.parse()
        .map_err(|_| "expected a whole number, from 1 on".to_owned())
}

fn cast_entry(text: &str) -> Result<(String, String), String> {
    match text.rsplit_once('=') {
        Some((name, voice)) if !name.trim().is_empty() && !voice.trim().is_empty() => {
            Ok((name.trim().to_owned(), voice.trim().to_owned()))
        }
        _ => Err("expected NAME=VOICE, for example --cast Autonoe=kathleen".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_command_line_is_consistent() {
        use clap::CommandFactory as _;
        Cli::command().debug_assert();
    }

    #[test]
    fn cast_entries_split_at_the_last_equals_sign() {
        assert_eq!(
            cast_entry("Speaker 1 = kathleen"),
            Ok(("Speaker 1".into(), "kathleen".into()))
        );
        assert!(cast_entry("kathleen").is_err() && cast_entry("=x").is_err());
    }
}
