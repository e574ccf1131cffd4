//! What a shell writes: `$?`, `$HOME/.ssh`, `#!/bin/sh`, `-rw-r--r--`, `:9100/metrics`, `s3:Get*`. Owns the names of
//! these signs; knows nothing of addresses but that they follow.

use super::Tagger;
use crate::text::class::Class;
use crate::text::tokenise::{Case, Kind};

/// The shortest digest that is no word and no number: half of MD5's 32 digits.
const DIGEST: usize = 16;

/// What `ls -l` prints before a file: its kind, then three letters each for owner, group and others.
const PERMISSIONS: usize = 10;

impl<'t> Tagger<'t, '_> {
    /// What begins at `at`, if it is one of them; gives the token after it.
    pub(in super::super) fn shell(&mut self, at: usize) -> Option<usize> {
        if let Some(end) = self.digest(at).or_else(|| self.identifier(at)) {
            return Some(end);
        }
        match self.kind(at)? {
            // "npm create vite -- --template", "git checkout -- file"
            Kind::Sign('-')
                if !self.joined(at)
                    && self.is_sign(at + 1, '-')
                    && self.glued(at + 1)
                    && !self.glued(at + 2)
                    && (self.is_sign(at + 2, '-') || self.in_code(at)) =>
            {
                self.push(Class::Say("dash dash"), at, at + 2);
                Some(at + 2)
            }
            Kind::Sign('$') if !self.joined(at) && self.glued(at + 1) => {
                self.special_parameter(at).or_else(|| self.variable_path(at))
            }
            // "#!/usr/bin/env bash"
            Kind::Sign('#')
                if self.is_sign(at + 1, '!') && self.is_sign(at + 2, '/') && self.glued(at + 2) =>
            {
                self.push(Class::Say("hash bang"), at, at + 2);
                Some(at + 2)
            }
            Kind::Sign(':') if at > 0 && !self.glued(at) => self.port(at),
            // "localhost:8000/predict"
            Kind::Word(Case::Lower)
                if !self.joined(at) && self.is_sign(at + 1, ':') && self.is_sign(at + 3, '/') =>
            {
                (self.glued(at + 1) && self.port_end(at + 1).is_some()).then_some(())?;
                self.lone_word(at);
                self.port(at + 1)
            }
            // "-log p", which is no flag
            Kind::Sign('-' | '−') if !self.glued(at) && self.is_logarithm(at + 1) => {
                self.push(Class::Say("minus"), at, at + 1);
                Some(at + 1)
            }
            Kind::Sign('-') if !self.joined(at) => self.permissions(at),
            Kind::Word(Case::Lower) if self.is_sign(at + 1, '-') && !self.joined(at) => {
                self.permissions(at).or_else(|| self.disk_usage(at))
            }
            _ => None,
        }
    }

    /// "$?", "$#": a parameter that a shell sets (POSIX.1, 2.5.2).
    fn special_parameter(&mut self, at: usize) -> Option<usize> {
        let words = match self.kind(at + 1)? {
            Kind::Sign('?') => "dollar question mark",
            Kind::Sign('!') => "dollar exclamation mark",
            Kind::Sign('#') => "dollar hash",
            Kind::Sign('@') => "dollar at",
            Kind::Sign('*') => "dollar star",
            Kind::Sign('$') => "dollar dollar",
            _ => return None,
        };
        let alone = !self.glued(at + 2) || !matches!(self.kind(at + 2), Some(Kind::Word(_) | Kind::Number));
        alone.then_some(())?;
        self.push(Class::Say(words), at, at + 2);
        Some(at + 2)
    }

    /// "2>/dev/null", "</dev/null", "2>&1": where a command reads and writes (POSIX.1, 2.7), written without spaces.
    pub(super) fn redirection(&mut self, at: usize) -> Option<usize> {
        let described = self.number(at).is_some_and(|n| n.len() == 1) || self.is_sign(at, '&');
        let sign = at + usize::from(described);
        let twice = self.is_sign(sign + 1, '>') && self.glued(sign + 1);
        let target = sign + 1 + usize::from(twice);
        (!self.joined(at) && (!described || self.glued(sign)) && self.glued(target)).then_some(())?;
        let words = match self.kind(sign)? {
            Kind::Sign('<') if !twice => "from",
            Kind::Sign('>') if twice => "appended to",
            Kind::Sign('>') => "into",
            _ => return None,
        };
        let duplicate =
            self.is_sign(target, '&') && self.glued(target + 1) && self.number(target + 1).is_some();
        let path = self.is_sign(target, '/') && self.glued(target + 1) && self.word(target + 1).is_some();
        (path && !self.is_sign(target + 2, '>') || duplicate).then_some(())?;
        if let Some(descriptor) = self.number(at) {
            self.push(Class::Cardinal(descriptor), at, sign);
        } else if described {
            self.push(Class::Say("ampersand"), at, sign);
        }
        self.push(Class::Say(words), sign, target);
        if duplicate {
            self.push(Class::Say("ampersand"), target, target + 1);
            return Some(target + 1);
        }
        let end = self.segment_end(target);
        self.address(target, end);
        Some(end)
    }

    /// "$HOME/.ssh": a path that begins with a variable.
    fn variable_path(&mut self, at: usize) -> Option<usize> {
        let slash = at + 2;
        let rooted = self.case(at + 1) == Some(Case::Upper) && self.is_sign(slash, '/');
        (rooted && self.glued(slash) && self.glued(slash + 1)).then_some(())?;
        let end = self.segment_end(slash);
        self.push(Class::Say("dollar"), at, at + 1);
        self.compound_word(at + 1);
        self.address(slash, end);
        Some(end)
    }

    /// Where the path ends whose port the colon at `at` begins: ":9100/metrics", ":8080".
    fn port_end(&self, at: usize) -> Option<usize> {
        self.number(at + 1)
            .filter(|p| (2..=5).contains(&p.len()) && !p.contains(','))?;
        let end = self.segment_end(at + 1);
        let path = self.is_sign(at + 2, '/') && self.glued(at + 2) && self.word(at + 3).is_some();
        (self.glued(at + 1) && (path || end == at + 2)).then_some(end)
    }

    /// The same, named.
    fn port(&mut self, at: usize) -> Option<usize> {
        let end = self.port_end(at)?;
        let port = self.number(at + 1)?;
        // "listens on :8080"
        let before = self.str(at.wrapping_sub(1));
        let another = matches!(before, "and" | "or") && self.is_sign(at.wrapping_sub(3), ':');
        let served = another || matches!(before, "at" | "from" | "on" | "to" | "via");
        self.push(Class::Say(if served { "port" } else { "colon" }), at, at + 1);
        let class = if port.len() > 4 {
            Class::Digits(port)
        } else {
            Class::Pairs(port)
        };
        self.push(class, at + 1, at + 2);
        self.address(at + 2, end);
        Some(end)
    }

    /// "log p", "ln(x)" up against what stands before.
    fn is_logarithm(&self, at: usize) -> bool {
        self.glued(at)
            && matches!(self.str(at), "ln" | "log")
            && (self.is_sign(at + 1, '(') || self.is_letter(at + 1) && !matches!(self.str(at + 1), "I" | "a"))
    }

    /// "drwxr-xr-x": each sign named.
    fn permissions(&mut self, at: usize) -> Option<usize> {
        let start = self.tokens.get(at)?.start;
        let text = self.text.get(start as usize..start as usize + PERMISSIONS)?;
        let of_mode = |(i, b): (usize, u8)| match i % 3 {
            _ if i == 0 => matches!(b, b'-' | b'b' | b'c' | b'd' | b'l' | b'p' | b's'),
            1 => matches!(b, b'r' | b'-'),
            2 => matches!(b, b'w' | b'-'),
            _ => matches!(b, b'x' | b's' | b'S' | b't' | b'T' | b'-'),
        };
        // Dashes alone are a rule, and letters alone a word.
        let mixed = text.contains('-') && text.contains('r');
        (mixed && text.bytes().enumerate().all(of_mode)).then_some(())?;
        let end = start + PERMISSIONS as u32;
        let after = at + self.tokens[at..].partition_point(|t| t.start < end);
        (self.tokens.get(after - 1)?.end == end && self.ends_before(after)).then_some(())?;
        self.push(Class::Characters(text), at, after);
        Some(after)
    }

    /// "du -sh": the one command of two letters that is a word elsewhere.
    fn disk_usage(&mut self, at: usize) -> Option<usize> {
        let flag = !self.glued(at + 1) && self.glued(at + 2);
        (self.str(at) == "du" && flag).then_some(())?;
        self.push(Class::Letters("du"), at, at + 1);
        Some(at + 1)
    }

    /// The star of "s3:*" and "s3:Get*", which stands for any name.
    pub(in super::super) fn any_action(&mut self, at: usize, c: char) -> Option<usize> {
        let last = c == '*' && self.glued(at) && self.ends_before(at + 1);
        let colon = |i: usize| {
            self.is_sign(i, ':')
                && self.glued(i)
                && matches!(self.kind(i.wrapping_sub(1)), Some(Kind::Word(_) | Kind::Number))
        };
        let before = at.wrapping_sub(1);
        let named = self.word(before).is_some() && self.glued(before) && colon(before.wrapping_sub(1));
        // "A* search"
        let search = self.case(before) == Some(Case::Upper) && self.is_letter(before) && !self.glued(before);
        (last && (colon(before) || named || search)).then_some(())?;
        self.push(Class::Say("star"), at, at + 1);
        Some(at + 1)
    }

    /// Whether the stroke at `at` hands one command's output to the next.
    pub(in super::super) fn is_pipe(&self, at: usize) -> bool {
        const TOOLS: &[&str] = &[
            "awk", "base64", "bash", "cat", "column", "curl", "cut", "docker", "envsubst", "fold", "grep",
            "gunzip", "gzip", "head", "jq", "kubectl", "less", "nc", "openssl", "parallel", "perl", "psql",
            "python", "rev", "sed", "sh", "sort", "ssh", "tac", "tail", "tar", "tee", "tr", "uniq", "wc",
            "xargs", "xxd", "yq", "zcat",
        ];
        at > 0 && !self.glued(at) && TOOLS.binary_search(&self.str(at + 1)).is_ok()
    }

    /// Whether the operator before `after` is spoken of and joins nothing: "use == and not =".
    pub(in super::super) fn is_mentioned(&self, after: usize) -> bool {
        match self.kind(after) {
            None | Some(Kind::Sign(',' | '.' | ';' | ')' | '?')) => true,
            _ => matches!(
                self.str(after),
                "and"
                    | "but"
                    | "checks"
                    | "compares"
                    | "for"
                    | "instead"
                    | "is"
                    | "or"
                    | "rather"
                    | "versus"
                    | "when"
            ),
        }
    }

    /// Whether the plus at `at` stands between keys held together, where nothing is said for it: "Ctrl+C".
    pub(in super::super) fn holds_keys(&self, at: usize) -> bool {
        const HELD: &[&str] = &[
            "alt", "cmd", "command", "control", "ctrl", "fn", "meta", "option", "shift", "super", "win",
        ];
        let before = self.str(at.wrapping_sub(1));
        self.glued(at) && self.glued(at + 1) && HELD.iter().any(|key| before.eq_ignore_ascii_case(key))
    }

    /// "11bd71901bbe5b1630ceea73d27597364c9af683": the digest that begins at `at`, each of its digits named.
    pub(in super::super) fn digest(&mut self, at: usize) -> Option<usize> {
        self.hexadecimal_from(at, DIGEST)
    }

    /// "checkout@b4ffde6": the digest that stands behind an at sign, from as many digits on as are shown of one.
    pub(super) fn pinned(&mut self, at: usize) -> Option<usize> {
        const SHOWN: usize = 7;
        (self.is_sign(at.wrapping_sub(1), '@') && self.glued(at)).then_some(())?;
        self.hexadecimal_from(at, SHOWN)
    }

    /// The digest of at least so many digits that begins at `at`.
    fn hexadecimal_from(&mut self, at: usize, least: usize) -> Option<usize> {
        (self.glued(at + 1) && !(self.glued(at) && self.is_hexadecimal(at.wrapping_sub(1)))).then_some(())?;
        let end = at
            + (at..self.tokens.len())
                .take_while(|&i| (i == at || self.glued(i)) && self.is_hexadecimal(i))
                .count();
        let (first, last) = (self.tokens.get(at)?, self.tokens.get(end.checked_sub(1)?)?);
        let text = self.text.get(first.start as usize..last.end as usize)?;
        let mixed = text.bytes().any(|b| b.is_ascii_digit()) && text.bytes().any(|b| b.is_ascii_lowercase());
        (text.len() >= least && mixed && !(self.glued(end) && self.word(end).is_some())).then_some(())?;
        self.push(Class::Characters(text), at, end);
        Some(end)
    }

    /// What is named character by character: a UUID (RFC 9562), the abbreviated digest of a commit, and what follows the
    /// kind of a resource ("subnet-41d4"). Gives the token after it.
    fn identifier(&mut self, at: usize) -> Option<usize> {
        const KINDS: &[&str] = &[
            "ami", "eni", "i", "igw", "nat", "rtb", "sg", "snap", "subnet", "vol", "vpc",
        ];
        const UUID: usize = 36;
        (!self.joined(at) && self.glued(at + 1)).then_some(())?;
        let start = self.tokens.get(at)?.start;
        let end = (at + 1..self.tokens.len())
            .find(|&i| self.ends_before(i))
            .unwrap_or(self.tokens.len());
        let text = self.slice(start, self.tokens.get(end - 1)?.end);
        let hexadecimal = |text: &str| text.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'));
        let mixed = |text: &str| {
            let digits = text.bytes().filter(u8::is_ascii_digit).count();
            digits > 0 && digits < text.len()
        };
        let turns = |text: &str| {
            let pairs = text.as_bytes().windows(2);
            pairs
                .filter(|w| w[0].is_ascii_digit() != w[1].is_ascii_digit())
                .count()
        };
        // "AKIAIOSFODNN7EXAMPLE"
        let access = text.len() >= DIGEST
            && mixed(text)
            && text.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit());
        if access {
            self.push(Class::Characters(text), at, end);
            return Some(end);
        }
        let uuid = text.len() == UUID && text.split('-').map(str::len).eq([8, 4, 4, 4, 12]);
        if uuid && text.split('-').all(hexadecimal) {
            self.push(Class::Characters(text), at, end);
            return Some(end);
        }
        // "subnet-41d4"; but "nat-gateway1"
        let resource = text.split_once('-').filter(|(kind, rest)| {
            let letters = rest.bytes().all(|b| b.is_ascii_alphanumeric());
            KINDS.contains(kind)
                && rest.len() >= 4
                && mixed(rest)
                && letters
                && (hexadecimal(rest) || turns(rest) > 1)
        });
        if let Some((_, rest)) = resource {
            self.compound_word(at);
            self.push(Class::Characters(rest), at + 2, end);
            return Some(end);
        }
        let commit = (at.saturating_sub(4)..at).any(|i| {
            matches!(
                self.str(i),
                "SHA"
                    | "checkout"
                    | "commit"
                    | "commits"
                    | "hash"
                    | "pick"
                    | "reset"
                    | "revert"
                    | "sha"
                    | "show"
            )
        });
        let digest =
            (7..=40).contains(&text.len()) && hexadecimal(text) && mixed(text) && (commit || turns(text) > 3);
        digest.then_some(())?;
        self.push(Class::Characters(text), at, end);
        Some(end)
    }

    fn is_hexadecimal(&self, at: usize) -> bool {
        matches!(self.kind(at), Some(Kind::Number | Kind::Word(Case::Lower)))
            && self
                .str(at)
                .bytes()
                .all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'))
    }
}
