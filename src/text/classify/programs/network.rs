//! Networks and addresses of IPv4 in part: "192.168", "10/8", ".63". Owns how one octet is said, and which networks are one's own;
//! whole addresses are `serial`'s.

use super::Tagger;
use crate::text::class::Class;

/// Words beside which addresses are spoken of.
const NETWORKS: &[&str] = &["CIDR", "CIDRs", "IP", "IPs", "RFC", "VPC", "subnet", "subnets"];

impl Tagger<'_, '_> {
    /// "192.168", "172.16", "10.0.x.x": the beginning of addresses that are private or local (RFC 1918, RFC 3927), or of any.
    fn private_network(&mut self, at: usize) -> Option<usize> {
        let dotted = |i: usize| self.is_sign(i, '.') && self.glued(i) && self.glued(i + 1);
        let part = |i: usize| self.number(i).and_then(|n| n.parse::<u8>().ok());
        let (first, second) = (part(at)?, part(at + 2).filter(|_| dotted(at + 1))?);
        let open = |i: usize| dotted(i) && matches!(self.str(i + 1), "X" | "x" | "y");
        // "10.5" is a decimal first.
        let known = ((first, second) == (169, 254) || first != 10 && is_own(first, second))
            && self.ends_before(at + 3)
            && (open(at + 3) || self.is_of_network(at));
        let ends = if open(at + 3) && open(at + 5) {
            at + 7
        } else {
            at + 3
        };
        (!self.joined(at) && (known || ends > at + 3)).then_some(())?;
        for i in (at..ends).step_by(2) {
            let class = match self.number(i) {
                None => Class::Letters(self.str(i)),
                Some(digits) => octet(digits, known),
            };
            self.push(class, i, i + 1);
            if i + 1 < ends {
                self.push(Class::Say("dot"), i + 1, i + 2);
            }
        }
        Some(ends)
    }

    /// Whether addresses are spoken of around the two numbers at `at`, so that they are no decimal: "the 192.168 range"; but
    /// "a range of 172.24 to 176.16".
    fn is_of_network(&self, at: usize) -> bool {
        const NEAR: &[&str] = &[
            "address",
            "addresses",
            "gateway",
            "host",
            "network",
            "prefix",
            "private",
            "route",
            "router",
        ];
        let named = |i: usize| matches!(self.str(i), "block" | "range" | "ranges" | "space");
        // "172.16 through 172.31 range"
        let last = self.number(at + 4).is_some() && self.is_sign(at + 5, '.') && self.glued(at + 6);
        let range = named(at + 3) || last && named(at + 7);
        range || self.has_beside(12, at, NEAR) || self.has_beside(24, at, NETWORKS)
    }

    /// ".63", "hosts .1, .2, and .254": the last octet alone, where addresses are spoken of.
    pub(in super::super) fn last_octet(&mut self, at: usize) -> Option<usize> {
        let digits = self.number(at + 1).filter(|n| n.parse::<u8>().is_ok())?;
        let written = !digits.starts_with('0') || digits == "0";
        let measures = self.str(at + 2) == "of" || self.is_counted(at + 2);
        let listed = |&i: &usize| {
            self.number(i).is_some() || matches!(self.str(i), "." | "," | "and" | "or" | "through" | "to")
        };
        let first = at - (at.saturating_sub(16)..at).rev().take_while(listed).count();
        let of_hosts = matches!(self.str(first.wrapping_sub(1)), "addresses" | "host" | "hosts");
        (written && !measures && self.ends_before(at + 2) && (of_hosts || self.has_beside(24, at, NETWORKS)))
            .then_some(())?;
        self.push(Class::Say("dot"), at, at + 1);
        self.push(octet(digits, false), at + 1, at + 2);
        Some(at + 2)
    }

    /// "10/8", "172.16/12": a network without its last octets, where addresses are spoken of.
    pub(in super::super) fn network(&mut self, at: usize) -> Option<usize> {
        if let Some(end) = self.private_network(at) {
            return Some(end);
        }
        let part = |i: usize| self.number(i).filter(|n| n.len() <= 3);
        let next = |i: usize| self.glued(i + 1) && part(i + 1).is_some();
        let dotted = |i: usize| self.is_sign(i, '.') && self.glued(i) && next(i);
        part(at)?;
        let octets = 1 + (0..2).take_while(|n| dotted(at + 1 + 2 * n)).count();
        let slash = at + 2 * octets - 1;
        let bits = self.number(slash + 1).and_then(|n| n.parse::<u8>().ok())?;
        let written =
            self.is_sign(slash, '/') && self.glued(slash) && self.glued(slash + 1) && !self.joined(at);
        (written
            && (8..=32).contains(&bits)
            && self.ends_before(slash + 2)
            && self.has_beside(24, at, NETWORKS))
        .then_some(())?;
        for octet in 0..octets {
            let at = at + 2 * octet;
            self.push(Class::Cardinal(self.str(at)), at, at + 1);
            if octet + 1 < octets {
                self.push(Class::Say("dot"), at + 1, at + 2);
            }
        }
        self.push(Class::Say("slash"), slash, slash + 1);
        self.push(Class::Cardinal(self.str(slash + 1)), slash + 1, slash + 2);
        Some(slash + 2)
    }
}

/// Whether these two octets begin an address of a network of one's own (RFC 1918).
pub(in super::super) fn is_own(first: u8, second: u8) -> bool {
    first == 10 || matches!((first, second), (192, 168) | (172, 16..=31))
}

/// A part of an address: "sixteen", "one nine two"; of a network of one's own "thirty one" too.
pub(in super::super) fn octet(digits: &str, own: bool) -> Class<'_> {
    let named = digits.len() == 2 && (digits.starts_with('1') || own && !digits.starts_with('0'));
    if named {
        Class::Cardinal(digits)
    } else {
        Class::Digits(digits)
    }
}
