//! What may be read, and every way out that is not taken.

use super::*;

/// A folder with `course/clips/beep one.wav`, and `secret.wav` beside `course`.
fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let clips = folder.path().join("course/clips");
    fs::create_dir_all(&clips).unwrap();
    fs::write(clips.join("beep one.wav"), "beep").unwrap();
    fs::write(folder.path().join("course/top.wav"), "top").unwrap();
    fs::write(folder.path().join("secret.wav"), "secret").unwrap();
    folder
}

fn assets(folder: &tempfile::TempDir) -> Assets {
    Assets::new(&folder.path().join("course"))
}

#[test]
fn files_below_the_folder_are_read_whatever_way_they_are_named() {
    let folder = folder();
    let assets = assets(&folder);
    for uri in [
        "clips/beep one.wav",
        "clips/beep%20one.wav",
        "./clips//beep one.wav",
        " clips/x/../beep%20on%65.wav ",
        "%63lips/beep one.wav",
        "clips/%2E%2e/clips/beep one.wav",
    ] {
        assert_eq!(assets.read(uri, 4).unwrap(), b"beep", "{uri}");
    }
    assert!(matches!(
        assets.read("top.wav", 2),
        Err(AssetError::TooLarge { most: 2, .. })
    ));
}

#[test]
fn nothing_leads_out_of_the_folder() {
    let folder = folder();
    let assets = assets(&folder);
    for uri in [
        "../secret.wav",
        "clips/../../secret.wav",
        "%2e%2e/secret.wav",
        "..",
        "../course/top.wav",
    ] {
        assert!(
            matches!(assets.read(uri, 9), Err(AssetError::Outside { .. })),
            "{uri}"
        );
    }
    let absolute = folder.path().join("course/top.wav");
    for uri in [
        absolute.to_str().unwrap(),
        "/etc/passwd",
        "//host/top.wav",
        "\\top.wav",
    ] {
        assert!(
            matches!(assets.read(uri, 9), Err(AssetError::Absolute { .. })),
            "{uri}"
        );
    }
    for uri in [
        "http://example.com/a.wav",
        "HTTPS:top.wav",
        "file:top.wav",
        "file:///etc/passwd",
        "data:audio/wav;base64,UklGRg==",
        "C:\\top.wav",
        "c:top.wav",
    ] {
        assert!(
            matches!(assets.read(uri, 9), Err(AssetError::Scheme { .. })),
            "{uri}"
        );
    }
}

#[cfg(unix)]
#[test]
fn a_link_out_of_the_folder_is_not_followed_and_one_inside_is() {
    use std::os::unix::fs::symlink;
    let folder = folder();
    let course = folder.path().join("course");
    symlink("../secret.wav", course.join("out.wav")).unwrap();
    symlink("..", course.join("up")).unwrap();
    symlink("clips/beep one.wav", course.join("in.wav")).unwrap();
    symlink("loop.wav", course.join("loop.wav")).unwrap();
    let assets = assets(&folder);
    for uri in ["out.wav", "up/secret.wav"] {
        assert!(matches!(assets.read(uri, 9), Err(AssetError::Outside { .. })));
    }
    assert_eq!(assets.read("in.wav", 9).unwrap(), b"beep");
    assert!(matches!(assets.read("loop.wav", 9), Err(AssetError::Read { .. })));
    // The folder itself may be reached by a link.
    symlink("course", folder.path().join("alias")).unwrap();
    let alias = Assets::new(&folder.path().join("alias"));
    assert_eq!(alias.read("top.wav", 9).unwrap(), b"top");
}

#[test]
fn what_is_no_path_of_a_file_says_why() {
    let folder = folder();
    let assets = assets(&folder);
    for (uri, problem) in [
        ("", UriProblem::Empty),
        ("  ", UriProblem::Empty),
        ("top.wav%", UriProblem::Percent),
        ("top%2.wav", UriProblem::Percent),
        ("top%é.wav", UriProblem::Percent),
        ("top%FF.wav", UriProblem::Percent),
        ("top.wav?x=1", UriProblem::Delimiter('?')),
        ("top.wav#t=3", UriProblem::Delimiter('#')),
        ("top.wav%00", UriProblem::Character('\0')),
        ("clips%2Fbeep one.wav", UriProblem::Character('/')),
        ("clips%5Cbeep.wav", UriProblem::Character('\\')),
        ("clips\\beep.wav", UriProblem::Character('\\')),
    ] {
        match assets.read(uri, 9) {
            Err(AssetError::Malformed { problem: found, .. }) => assert_eq!(found, problem, "{uri}"),
            other => panic!("{uri}: {other:?}"),
        }
    }
}

#[test]
fn what_is_not_there_or_not_a_file_is_told_apart() {
    let folder = folder();
    let assets = assets(&folder);
    for uri in ["none.wav", "none/top.wav", "top.wav/none.wav"] {
        assert!(
            matches!(assets.open(uri), Err(AssetError::Missing { .. })),
            "{uri}"
        );
    }
    for uri in ["clips", "clips/", "."] {
        assert!(
            matches!(assets.open(uri), Err(AssetError::NotAFile { .. })),
            "{uri}"
        );
    }
    let nowhere = Assets::new(&folder.path().join("nowhere"));
    assert!(matches!(nowhere.locate("a.wav"), Err(AssetError::Missing { .. })));
}

#[test]
fn a_script_below_the_folder_reaches_all_of_it() {
    let folder = folder();
    let course = folder.path().join("course");
    let below = Assets::starting_at(&course, Path::new("clips"));
    assert_eq!(below.read("beep%20one.wav", 9).unwrap(), b"beep");
    assert_eq!(below.read("../top.wav", 9).unwrap(), b"top");
    assert!(matches!(
        below.read("../../secret.wav", 9),
        Err(AssetError::Outside { .. })
    ));
    assert!(Assets::open_path(&course.join("top.wav")).is_ok());
    let gone = [("none.wav", true), ("clips", false)];
    for (name, missing) in gone {
        let error = Assets::open_path(&course.join(name)).unwrap_err();
        assert_eq!(matches!(error, AssetError::Missing { .. }), missing);
    }
}
