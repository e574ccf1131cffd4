//! HTTP status codes: which three digits are one, and that they are said "four oh four". Knows no other numbers.

use super::Tagger;

impl Tagger<'_, '_> {
    /// Whether a long number at `at` is a code where such things are spoken of: an SQLSTATE ("a unique violation is 23505",
    /// ISO/IEC 9075), the mode of a file in git's trees ("120000 for a symlink").
    pub(super) fn is_coded(&self, at: usize) -> bool {
        let mode = matches!(self.str(at), "100644" | "100755" | "120000" | "160000")
            && self.has_beside(
                12,
                at,
                &[
                    "blob",
                    "executable",
                    "gitlink",
                    "mode",
                    "submodule",
                    "symlink",
                    "tree",
                ],
            );
        mode || self.str(at).len() == 5
            && !self.is_counted(at + 1)
            && self.has_beside(6, at, &["SQLSTATE", "violation"])
    }

    /// Whether the three digits at `at` are a status code and no amount.
    pub(super) fn is_status(&self, at: usize, after: usize, digits: &str) -> bool {
        let before = |n: usize| at.checked_sub(n).map_or("", |b| self.str(b));
        let is = |word: &str, list: &[&str]| list.iter().any(|w| word.eq_ignore_ascii_case(w));
        if digits.len() != 3 || !is_http_status(digits) {
            return false;
        }
        // "404, 429 when you are throttled, and 503": codes among codes.
        let others = (at.saturating_sub(12)..at + 12).filter(|&i| {
            i != at
                && self
                    .number(i)
                    .is_some_and(|n| is_http_status(n) && !n.ends_with("00"))
        });
        if others.count() > 1 && !self.is_counted(after) && self.word(at.wrapping_sub(1)) != Some("of") {
            return true;
        }
        // "answered 401 for an expired token"
        const WEB: &[&str] = &[
            "api", "auth", "cache", "client", "endpoint", "gateway", "http", "ingress", "login", "nginx",
            "post", "proxy", "redirect", "request", "respon", "retr", "server", "token", "upstream",
            "webhook",
        ];
        if !digits.ends_with("00")
            && self.str(after) != "of"
            && !self.is_counted(after)
            && self.is_within(12, at, WEB)
            && (self.word(at.wrapping_sub(1)).is_some()
                || self.is_sign(at.wrapping_sub(1), '(')
                || self.starts_sentence(at) && matches!(self.str(after), "is" | "stands"))
        {
            return true;
        }
        // "answers with 429"
        let answered = before(1) == "with"
            && ["answer", "fail", "repl", "respond"]
                .iter()
                .any(|stem| before(2).starts_with(stem))
            && !digits.ends_with("00");
        // "302 vs. 301"
        let versus = before(1) == "."
            && before(2) == "vs"
            && self.number(at.wrapping_sub(3)).is_some_and(is_http_status);
        let second =
            versus || before(1) == "or" && self.number(at.wrapping_sub(2)).is_some_and(is_http_status);
        if (answered || second) && !self.is_counted(after) {
            return true;
        }
        is(
            before(1),
            &[
                "http", "https", "status", "error", "errors", "expected", "got", "returns", "returned", "a",
                "an",
            ],
        ) && !self.is_counted(after)
            || is(before(1), &["code", "codes"]) && !is(before(2), &["exit", "return"])
            || is(
                self.str(after),
                &[
                    "came",
                    "comes",
                    "error",
                    "errors",
                    "means",
                    "meant",
                    "redirect",
                    "redirects",
                    "response",
                    "responses",
                    "says",
                    "shows",
                    "status",
                    "tells",
                ],
            )
            || matches!(
                self.str(after),
                "Bad"
                    | "Conflict"
                    | "Forbidden"
                    | "Gone"
                    | "Internal"
                    | "Moved"
                    | "Not"
                    | "Service"
                    | "Too"
                    | "Unauthorized"
            )
    }
}

/// The status codes of RFC 9110 and its kin that people name.
pub(super) fn is_http_status(digits: &str) -> bool {
    matches!(
        digits,
        "200"
            | "201"
            | "202"
            | "204"
            | "206"
            | "301"
            | "302"
            | "303"
            | "304"
            | "307"
            | "308"
            | "400"
            | "401"
            | "402"
            | "403"
            | "404"
            | "405"
            | "406"
            | "408"
            | "409"
            | "410"
            | "412"
            | "413"
            | "415"
            | "418"
            | "422"
            | "425"
            | "426"
            | "428"
            | "429"
            | "431"
            | "451"
            | "499"
            | "500"
            | "501"
            | "502"
            | "503"
            | "504"
            | "505"
            | "507"
            | "508"
            | "511"
            | "520"
            | "521"
            | "522"
            | "523"
            | "524"
            | "525"
            | "526"
            | "527"
            | "530"
    )
}
