//! Edge: reads voices, from the program itself and from folders, and checks every model in a folder against its hash.
//!
//! A folder is searched for `<voice>/voice.toml`. The voice embedded in the program comes before one of the same
//! name in the usual folders, so that a program sounds alike wherever it stands; a folder that was asked for
//! comes before both. What a manifest may declare is `manifest`'s; no model is run here.

use super::{Audience, Manifest, ManifestProblem, ModelFile, Models, Voice, VoiceError};
use crate::checksum::Sha256;
use std::borrow::Cow;
use std::path::{Path, PathBuf};

/// The name of the voice that speaks where nobody asked for another; it is in the program itself.
pub const DEFAULT: &str = "kathleen";

/// A manifest larger than this is none.
const MANIFEST_LIMIT: u64 = 1 << 20;

/// A voice's files, compiled into the program.
struct Embedded {
    name: &'static str,
    manifest: &'static str,
    models: fn() -> Models,
}

/// The voices in the program itself, in the order that speakers get them: the default one, his fellow host, and the
/// generated one of a few KB that tests speak with.
const EMBEDDED: [Embedded; 3] = [
    Embedded {
        name: DEFAULT,
        manifest: include_str!("../../voices/kathleen/voice.toml"),
        models: || Models {
            encoder: Cow::Borrowed(include_bytes!("../../models/kathleen/encoder.onnx")),
            pitch: Cow::Borrowed(include_bytes!("../../models/kathleen/pitch.onnx")),
            decoder: Cow::Borrowed(include_bytes!("../../models/kathleen/decoder.onnx")),
            vocoder: Cow::Borrowed(include_bytes!("../../models/vocoder/vocoder.onnx")),
        },
    },
    Embedded {
        name: "alden",
        manifest: include_str!("../../voices/alden/voice.toml"),
        models: || Models {
            encoder: Cow::Borrowed(include_bytes!("../../models/alden/encoder.onnx")),
            pitch: Cow::Borrowed(include_bytes!("../../models/alden/pitch.onnx")),
            decoder: Cow::Borrowed(include_bytes!("../../models/alden/decoder.onnx")),
            vocoder: Cow::Borrowed(include_bytes!("../../models/vocoder/vocoder.onnx")),
        },
    },
    Embedded {
        name: "tiny",
        manifest: include_str!("../../voices/tiny/voice.toml"),
        models: || Models {
            encoder: Cow::Borrowed(include_bytes!("../../models/tiny/encoder.onnx")),
            pitch: Cow::Borrowed(include_bytes!("../../models/tiny/pitch.onnx")),
            decoder: Cow::Borrowed(include_bytes!("../../models/tiny/decoder.onnx")),
            vocoder: Cow::Borrowed(include_bytes!("../../models/tiny/vocoder.onnx")),
        },
    },
];

/// A voice that is in the program itself; `None` where it holds none of that name.
///
/// Their models are compiled in and not hashed again: a test has done it.
pub fn embedded(name: &str) -> Option<Result<Voice, VoiceError>> {
    let voice = EMBEDDED.iter().find(|voice| voice.name == name)?;
    let path = PathBuf::from(format!("voices/{name}/voice.toml"));
    Some(
        parse(&path, voice.manifest).map(|(manifest, phones)| Voice::new(manifest, phones, (voice.models)())),
    )
}

/// Where voices are looked for besides the program itself: beside the checkout (`voices/`) and in the installed
/// data folder (`share/declaim/voices`), for every folder above the program.
pub fn usual_folders() -> Vec<PathBuf> {
    let Ok(program) = std::env::current_exe() else {
        return Vec::new();
    };
    program
        .ancestors()
        .skip(1)
        .flat_map(|folder| [folder.join("voices"), folder.join("share/declaim/voices")])
        .filter(|folder| folder.is_dir())
        .collect()
}

/// What was found of a voice before its models are read.
#[derive(Clone, Debug)]
struct Found {
    path: PathBuf,
    name: String,
    audience: Audience,
}

/// Every voice for listeners: the default one, then those in `asked`, then those in the usual folders. Of two
/// with one name the first of `asked`, the program and the usual folders counts. A voice that cannot be used is
/// listed with its reason.
pub fn load_all(asked: Option<&Path>) -> Vec<Result<Voice, VoiceError>> {
    let mut names: Vec<String> = Vec::new();
    let mut voices = Vec::new();
    let mut add = |voice: Result<Voice, VoiceError>| match voice {
        Ok(voice) => {
            let wanted = voice.manifest().audience == Audience::Listeners;
            if wanted && !names.iter().any(|name| name == voice.name()) {
                names.push(voice.name().to_owned());
                voices.push(Ok(voice));
            }
        }
        Err(error) => voices.push(Err(error)),
    };
    if let Some(folder) = asked {
        for voice in find(folder) {
            add(voice.and_then(|found| load_folder(&found.path)));
        }
    }
    EMBEDDED
        .iter()
        .filter_map(|voice| embedded(voice.name))
        .for_each(&mut add);
    for folder in usual_folders() {
        for voice in find(&folder) {
            match voice {
                Ok(found) if is_embedded(&found.name) => {}
                voice => add(voice.and_then(|found| load_folder(&found.path))),
            }
        }
    }
    voices.sort_by_key(|voice| !matches!(voice, Ok(voice) if voice.name() == DEFAULT));
    voices
}

/// The voice called `name`, for listeners or not; looked for in `asked`, the program and the usual folders.
///
/// # Errors
/// [`VoiceError::Unknown`] where there is none; else why it cannot be used.
pub fn load_named(name: &str, asked: Option<&Path>) -> Result<Voice, VoiceError> {
    let mut known = Vec::new();
    let mut look = |folder: &Path| -> Option<Result<Voice, VoiceError>> {
        for voice in find(folder) {
            match voice {
                Ok(found) if found.name == name => return Some(load_folder(&found.path)),
                Ok(found) if found.audience == Audience::Listeners => known.push(found.name),
                Ok(_) => {}
                // Its name cannot be read, but its folder is called so.
                Err(error) if error.concerns(&folder.join(name)) => return Some(Err(error)),
                Err(_) => {}
            }
        }
        None
    };
    if let Some(voice) = asked.and_then(&mut look) {
        return voice;
    }
    if let Some(voice) = embedded(name) {
        return voice;
    }
    for folder in usual_folders() {
        if let Some(voice) = look(&folder) {
            return voice;
        }
    }
    known.extend(
        EMBEDDED
            .iter()
            .filter_map(|voice| embedded(voice.name)?.ok())
            .filter(|voice| voice.manifest().audience == Audience::Listeners)
            .map(|voice| voice.name().to_owned()),
    );
    known.sort_unstable();
    known.dedup();
    Err(VoiceError::Unknown {
        name: name.to_owned(),
        known,
    })
}

/// One voice, from the folder that holds its `voice.toml`; its models are read and checked.
///
/// # Errors
/// Which file is missing, damaged or wrong.
pub fn load_folder(folder: &Path) -> Result<Voice, VoiceError> {
    let path = folder.join("voice.toml");
    let (manifest, phones) = parse(&path, &read_manifest(&path)?)?;
    let read = |file: &ModelFile| -> Result<Cow<'static, [u8]>, VoiceError> {
        let path = folder.join(&file.path);
        let bytes = read(&path)?;
        let found = sha256(&bytes);
        if found == file.sha256 {
            Ok(Cow::Owned(bytes))
        } else {
            Err(VoiceError::Damaged {
                voice: manifest.name.clone(),
                path,
                expected: file.sha256,
                found,
            })
        }
    };
    let models = Models {
        encoder: read(&manifest.files.encoder)?,
        pitch: read(&manifest.files.pitch)?,
        decoder: read(&manifest.files.decoder)?,
        vocoder: read(&manifest.files.vocoder)?,
    };
    Ok(Voice::new(manifest, phones, models))
}

fn is_embedded(name: &str) -> bool {
    EMBEDDED.iter().any(|voice| voice.name == name)
}

/// The voices of a folder of voices, by name; or that folder itself, where it is one.
fn find(folder: &Path) -> Vec<Result<Found, VoiceError>> {
    let mut folders = vec![folder.to_owned()];
    match std::fs::read_dir(folder) {
        Ok(entries) => folders.extend(entries.flatten().map(|entry| entry.path())),
        Err(source) => {
            let path = folder.to_owned();
            return vec![Err(VoiceError::Folder { path, source })];
        }
    }
    folders.retain(|path| path.join("voice.toml").is_file());
    folders.sort_unstable();
    folders
        .into_iter()
        .map(|folder| {
            let path = folder.join("voice.toml");
            let (manifest, _) = parse(&path, &read_manifest(&path)?)?;
            Ok(Found {
                path: folder,
                name: manifest.name,
                audience: manifest.audience,
            })
        })
        .collect()
}

fn parse(path: &Path, text: &str) -> Result<(Manifest, super::PhoneMap), VoiceError> {
    let manifest = Manifest::parse(text).map_err(|source| VoiceError::Manifest {
        path: path.to_owned(),
        source,
    })?;
    let invalid = |problem: ManifestProblem| VoiceError::Invalid {
        path: path.to_owned(),
        problem,
    };
    let phones = manifest.check().map_err(invalid)?;
    Ok((manifest, phones))
}

fn read_manifest(path: &Path) -> Result<String, VoiceError> {
    let failed = |source| VoiceError::Read {
        path: path.to_owned(),
        source,
    };
    if std::fs::metadata(path).map_err(failed)?.len() > MANIFEST_LIMIT {
        return Err(failed(std::io::Error::other("larger than a manifest can be")));
    }
    String::from_utf8(read(path)?).map_err(|_| failed(std::io::Error::other("not UTF-8")))
}

#[allow(clippy::disallowed_methods, reason = "this is the edge that reads voices")]
fn read(path: &Path) -> Result<Vec<u8>, VoiceError> {
    std::fs::read(path).map_err(|source| VoiceError::Read {
        path: path.to_owned(),
        source,
    })
}

fn sha256(bytes: &[u8]) -> Sha256 {
    use sha2::Digest;
    Sha256(sha2::Sha256::digest(bytes).into())
}

#[cfg(test)]
#[allow(clippy::disallowed_methods, reason = "tests make and damage voice folders")]
mod tests {
    use super::*;
    use std::fs;

    /// A copy of the tiny voice in a folder of its own, as a user would have it.
    fn folder() -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        let voice = embedded("tiny").unwrap().unwrap();
        let models = voice.models();
        for (name, bytes) in [
            ("encoder", &models.encoder),
            ("pitch", &models.pitch),
            ("decoder", &models.decoder),
            ("vocoder", &models.vocoder),
        ] {
            fs::write(folder.path().join(format!("{name}.onnx")), bytes).unwrap();
        }
        let text = include_str!("../../voices/tiny/voice.toml")
            .replace("../../models/tiny/", "")
            .replace("name = \"tiny\"", "name = \"copy\"")
            .replace("audience = \"tests\"", "audience = \"listeners\"");
        fs::write(folder.path().join("voice.toml"), text).unwrap();
        folder
    }

    #[test]
    fn the_embedded_models_are_the_ones_the_manifest_means() {
        for voice in EMBEDDED
            .iter()
            .map(|voice| embedded(voice.name).unwrap().unwrap())
        {
            let (files, models) = (&voice.manifest().files, voice.models());
            for (file, bytes) in [
                (&files.encoder, &models.encoder),
                (&files.pitch, &models.pitch),
                (&files.decoder, &models.decoder),
                (&files.vocoder, &models.vocoder),
            ] {
                let name = voice.name();
                assert_eq!(sha256(bytes), file.sha256, "run scripts/seal_voice.py {name}");
            }
        }
    }

    #[test]
    fn a_folder_is_a_voice_or_holds_voices() {
        let folder = folder();
        let voice = load_named("copy", Some(folder.path())).unwrap();
        assert_eq!(voice.hash(), embedded("tiny").unwrap().unwrap().hash());
        let error = load_named("nobody", Some(folder.path())).unwrap_err().to_string();
        assert!(error.contains("`copy`") && error.contains("--voices"), "{error}");
        let missing = load_all(Some(&folder.path().join("nowhere")));
        assert!(
            missing
                .iter()
                .any(|voice| matches!(voice, Err(VoiceError::Folder { .. })))
        );
        let names = |voices: Vec<Result<Voice, _>>| -> Vec<String> {
            voices
                .iter()
                .flatten()
                .map(|voice| voice.name().to_owned())
                .collect()
        };
        assert_eq!(names(load_all(Some(folder.path())))[..2], [DEFAULT, "copy"]);
        // Two hosts get these, in order of appearance.
        assert_eq!(names(load_all(None))[..2], [DEFAULT, "alden"]);
    }

    #[test]
    fn a_voice_whose_manifest_is_broken_is_not_called_unknown() {
        let voices = tempfile::tempdir().unwrap();
        let folder = voices.path().join("mine");
        fs::create_dir(&folder).unwrap();
        fs::write(folder.join("voice.toml"), "name = ").unwrap();
        let error = load_named("mine", Some(voices.path())).unwrap_err();
        assert!(matches!(error, VoiceError::Manifest { .. }), "{error}");
    }

    #[test]
    fn a_damaged_model_is_named_with_both_hashes() {
        let folder = folder();
        let path = folder.path().join("decoder.onnx");
        let mut bytes = fs::read(&path).unwrap();
        bytes[100] ^= 1;
        fs::write(&path, &bytes).unwrap();
        let error = load_folder(folder.path()).unwrap_err();
        let VoiceError::Damaged { expected, found, .. } = &error else {
            panic!("{error}");
        };
        let message = error.to_string();
        assert!(message.contains("decoder.onnx"), "{message}");
        assert!(message.contains(&expected.to_string()) && message.contains(&found.to_string()));
        fs::remove_file(&path).unwrap();
        assert!(
            load_folder(folder.path())
                .unwrap_err()
                .to_string()
                .contains("decoder.onnx")
        );
    }
}
