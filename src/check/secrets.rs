//! Keys and tokens of the common providers: how each begins and what it is made of.

use crate::diagnostic::{Diagnostic, Severity};
use crate::source::{Source, Span};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::Arc;

/// How a kind of secret looks.
#[derive(Debug)]
pub(super) struct Rule {
    code: &'static str,
    /// What it is, for the message: "an access key of AWS".
    name: &'static str,
    /// Where to revoke it.
    revoke: &'static str,
    severity: Severity,
    /// One of these stands at its beginning, in these letters unless `shape` says otherwise.
    pub(super) starts: &'static [&'static str],
    shape: Shape,
}

/// What follows the beginning.
#[derive(Debug)]
enum Shape {
    /// So many characters of a set.
    Run(Set, usize, usize),
    /// Parts of at least so many base64url characters, with dots between.
    Dotted(&'static [usize]),
    /// A PEM block.
    Pem,
    /// `= value` or `: value`, the beginning in any letters.
    Assigned,
    /// `user:password@` after `://`.
    Credentials,
}

/// Most characters of a part of a token: servers take headers of 8 KiB.
const LONGEST_PART: usize = 8 << 10;
/// Most bytes behind a name that are looked at for what is assigned to it.
const LONGEST_ASSIGNED: usize = 300;

#[derive(Clone, Copy, Debug)]
enum Set {
    /// A–Z, 2–7.
    Base32,
    Alphanumeric,
    /// With `-` and `_`.
    Url,
    /// With `+`, `/` and `=`.
    Base64,
    /// With `/` too, for addresses.
    Path,
    /// Lower-case hexadecimal digits.
    Hex,
}

impl Set {
    fn has(self, byte: u8) -> bool {
        match self {
            Set::Base32 => byte.is_ascii_uppercase() || byte.is_ascii_digit(),
            Set::Alphanumeric => byte.is_ascii_alphanumeric(),
            Set::Url => byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'),
            Set::Base64 => byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/' | b'='),
            Set::Hex => byte.is_ascii_digit() || matches!(byte, b'a'..=b'f'),
            Set::Path => byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'/'),
        }
    }
}

const fn error(code: &'static str, name: &'static str, revoke: &'static str, starts: &'static [&'static str], shape: Shape) -> Rule {
    Rule { code, name, revoke, severity: Severity::Error, starts, shape }
}

/// A rule of a provider that has no code of its own.
const fn token(name: &'static str, revoke: &'static str, starts: &'static [&'static str], shape: Shape) -> Rule {
    error("secret-token", name, revoke, starts, shape)
}

/// The rules, the narrow ones first. How the tokens look is what the providers say of them. The rules of gitleaks
/// (<https://github.com/gitleaks/gitleaks>, `config/gitleaks.toml`) cover more; these were not compared with them one by one.
#[rustfmt::skip]
pub(super) static RULES: &[Rule] = &[
    error("secret-aws", "an access key of AWS", "console.aws.amazon.com/iam", &["AKIA", "ASIA"], Shape::Run(Set::Base32, 16, 16)),
    error("secret-github", "a token of GitHub", "github.com/settings/tokens", &["ghp_", "gho_", "ghu_", "ghs_", "ghr_"], Shape::Run(Set::Alphanumeric, 36, 255)),
    error("secret-github", "a token of GitHub", "github.com/settings/tokens", &["github_pat_"], Shape::Run(Set::Url, 60, 255)),
    error("secret-gitlab", "a token of GitLab", "your GitLab's page of access tokens", &["glpat-"], Shape::Run(Set::Url, 20, 300)),
    error("secret-huggingface", "a token of Hugging Face", "huggingface.co/settings/tokens", &["hf_"], Shape::Run(Set::Alphanumeric, 30, 60)),
    error("secret-anthropic", "a key of Anthropic", "console.anthropic.com/settings/keys", &["sk-ant-"], Shape::Run(Set::Url, 32, 200)),
    error("secret-openai", "a key of OpenAI", "platform.openai.com/api-keys", &["sk-proj-", "sk-svcacct-", "sk-admin-"], Shape::Run(Set::Url, 40, 250)),
    error("secret-openai", "a key of OpenAI", "platform.openai.com/api-keys", &["sk-"], Shape::Run(Set::Alphanumeric, 40, 60)),
    error("secret-slack", "a token of Slack", "api.slack.com/apps", &["xoxb-", "xoxp-", "xoxa-", "xoxr-", "xoxs-"], Shape::Run(Set::Url, 24, 255)),
    error("secret-slack", "a webhook of Slack", "api.slack.com/apps", &["hooks.slack.com/services/T"], Shape::Run(Set::Path, 30, 120)),
    error("secret-google", "an API key of Google", "console.cloud.google.com/apis/credentials", &["AIza"], Shape::Run(Set::Url, 35, 35)),
    error("secret-stripe", "a live key of Stripe", "dashboard.stripe.com/apikeys", &["sk_live_", "rk_live_"], Shape::Run(Set::Alphanumeric, 16, 255)),
    error("secret-npm", "a token of npm", "npm, under Access Tokens", &["npm_"], Shape::Run(Set::Alphanumeric, 36, 36)),
    error("secret-pypi", "a token of PyPI", "PyPI, in your account", &["pypi-AgEIcHlwaS5vcmc"], Shape::Run(Set::Url, 50, 300)),
    error("secret-sendgrid", "a key of SendGrid", "app.sendgrid.com/settings/api_keys", &["SG."], Shape::Dotted(&[20, 40])),
    error("secret-discord", "a webhook of Discord", "the channel's settings, Integrations", &["discord.com/api/webhooks/", "discordapp.com/api/webhooks/"], Shape::Run(Set::Path, 70, 120)),
    error("secret-azure", "an account key of Azure", "portal.azure.com", &["AccountKey="], Shape::Run(Set::Base64, 86, 90)),
    token("an app token of Slack", "api.slack.com/apps", &["xapp-"], Shape::Run(Set::Url, 30, 255)),
    token("a runner or deploy token of GitLab", "your GitLab's settings", &["glrt-", "gldt-", "glptt-", "glcbt-", "glft-"], Shape::Run(Set::Url, 20, 300)),
    token("a client secret of Google", "console.cloud.google.com/apis/credentials", &["GOCSPX-"], Shape::Run(Set::Url, 28, 28)),
    token("a token of DigitalOcean", "cloud.digitalocean.com/account/api", &["dop_v1_", "doo_v1_", "dor_v1_"], Shape::Run(Set::Hex, 64, 64)),
    token("a token of Docker Hub", "hub.docker.com, under Personal access tokens", &["dckr_pat_", "dckr_oat_"], Shape::Run(Set::Url, 27, 40)),
    token("a token of Databricks", "your workspace's user settings", &["dapi"], Shape::Run(Set::Hex, 32, 32)),
    token("a token of Shopify", "your shop's app settings", &["shpat_", "shpca_", "shppa_", "shpss_"], Shape::Run(Set::Hex, 32, 32)),
    token("a token of Square", "developer.squareup.com/apps", &["sq0atp-", "sq0csp-"], Shape::Run(Set::Url, 22, 60)),
    token("a key of Twilio", "console.twilio.com", &["SK"], Shape::Run(Set::Hex, 32, 32)),
    token("a key of Mailgun", "app.mailgun.com, under API security", &["key-"], Shape::Run(Set::Hex, 32, 32)),
    token("a key of Postman", "your Postman account", &["PMAK-"], Shape::Run(Set::Url, 50, 70)),
    token("a token of Linear", "linear.app/settings/api", &["lin_api_"], Shape::Run(Set::Alphanumeric, 40, 40)),
    token("a token of Notion", "notion.so/my-integrations", &["ntn_"], Shape::Run(Set::Alphanumeric, 40, 60)),
    token("a token of Figma", "figma.com/settings", &["figd_"], Shape::Run(Set::Url, 38, 60)),
    token("a key of Groq", "console.groq.com/keys", &["gsk_"], Shape::Run(Set::Alphanumeric, 50, 60)),
    token("a key of Perplexity", "perplexity.ai/settings/api", &["pplx-"], Shape::Run(Set::Alphanumeric, 40, 60)),
    token("a key of xAI", "console.x.ai", &["xai-"], Shape::Run(Set::Alphanumeric, 70, 90)),
    token("a key of OpenRouter", "openrouter.ai/keys", &["sk-or-v1-"], Shape::Run(Set::Hex, 64, 64)),
    token("a token of Replicate", "replicate.com/account/api-tokens", &["r8_"], Shape::Run(Set::Alphanumeric, 36, 40)),
    token("a token of Supabase", "supabase.com/dashboard/account/tokens", &["sbp_"], Shape::Run(Set::Hex, 40, 40)),
    token("a token of Netlify", "app.netlify.com/user/applications", &["nfp_"], Shape::Run(Set::Alphanumeric, 36, 40)),
    token("a token of Grafana", "your Grafana's service accounts", &["glsa_", "glc_"], Shape::Run(Set::Base64, 32, 400)),
    token("a token of Sentry", "sentry.io/settings/account/api/auth-tokens", &["sntrys_", "sntryu_"], Shape::Run(Set::Base64, 40, 400)),
    token("a key of New Relic", "one.newrelic.com, under API keys", &["NRAK-"], Shape::Run(Set::Alphanumeric, 27, 27)),
    token("a token of HashiCorp Vault", "your Vault, by revoking it", &["hvs.", "hvb."], Shape::Run(Set::Url, 80, 200)),
    token("a token of RubyGems", "rubygems.org/profile/api_keys", &["rubygems_"], Shape::Run(Set::Hex, 48, 48)),
    token("a token of crates.io", "crates.io/settings/tokens", &["cio"], Shape::Run(Set::Alphanumeric, 32, 32)),
    token("a token of Atlassian", "id.atlassian.com/manage-profile/security/api-tokens", &["ATATT3"], Shape::Run(Set::Url, 150, 250)),
    token("a token of PlanetScale", "app.planetscale.com", &["pscale_tkn_", "pscale_pw_"], Shape::Run(Set::Url, 32, 64)),
    token("a key of age", "wherever its public half is used", &["AGE-SECRET-KEY-1"], Shape::Run(Set::Alphanumeric, 58, 58)),
    token("a bot token of Telegram", "BotFather, with /revoke", &[":AA"], Shape::Run(Set::Url, 33, 33)),
    error("secret-private-key", "a private key", "wherever its public half is trusted", &["-----BEGIN "], Shape::Pem),
    Rule { code: "secret-jwt", name: "a signed session token (JWT)", revoke: "the service that issued it, by signing out", severity: Severity::Warning, starts: &["eyJ"], shape: Shape::Dotted(&[10, 16, 20]) },
    Rule { code: "secret-password", name: "a password or key in an assignment", revoke: "the service it opens", severity: Severity::Warning, starts: &["password", "passwd", "secret", "api_key", "apikey", "api-key", "access_token", "auth_token", "access_key"], shape: Shape::Assigned },
    Rule { code: "secret-password", name: "a name and a password in an address", revoke: "the service it opens", severity: Severity::Warning, starts: &["://"], shape: Shape::Credentials },
];

impl Rule {
    /// The secret's bytes, when what begins at `start` and goes on at `end` is one.
    pub(super) fn matches(&self, text: &str, start: usize, end: usize) -> Option<Range<usize>> {
        let bytes = text.as_bytes();
        let joined = start > 0 && (bytes[start - 1].is_ascii_alphanumeric() || bytes[start - 1] == b'_');
        let exact = self.starts.contains(&&text[start..end]);
        // As many characters of a set as stand here, but not many more than a secret has: a text may be full of beginnings.
        let run = |set: Set, at: usize, most: usize| bytes[at..].iter().take(most + 1).take_while(|&&byte| set.has(byte)).count();
        match &self.shape {
            // The number before the colon is the bot's.
            Shape::Run(set, least, _) if self.starts == [":AA"] => {
                let digits = bytes[..start].iter().rev().take(11).take_while(|byte| byte.is_ascii_digit()).count();
                let length = run(*set, end, *least);
                let found = exact && (8..=10).contains(&digits) && length == *least && is_random(&text[end..end + length]);
                found.then_some(start - digits..end + length)
            }
            Shape::Run(set, least, most) => {
                let length = run(*set, end, *most);
                let range = start..end + length;
                (exact && !joined && (*least..=*most).contains(&length) && is_random(&text[end..range.end])).then_some(range)
            }
            Shape::Dotted(_) if !exact || joined => None,
            Shape::Dotted(parts) => {
                // The first part of a JWT begins with the literal itself.
                let mut at = if self.starts == ["eyJ"] { start } else { end };
                for (i, &least) in parts.iter().enumerate() {
                    let length = run(Set::Url, at, LONGEST_PART);
                    at += length;
                    if length < least || i + 1 < parts.len() && bytes.get(at) != Some(&b'.') {
                        return None;
                    }
                    at += usize::from(i + 1 < parts.len());
                }
                is_random(&text[end..at]).then_some(start..at)
            }
            Shape::Pem => pem(text, start, end),
            Shape::Assigned => assigned(text, end),
            Shape::Credentials => credentials(text, end),
        }
    }

    /// What to say of the secret at `range` of a `source` that [hides](hidden) it.
    pub(super) fn diagnostic(&self, source: &Arc<Source>, range: Range<usize>) -> Diagnostic {
        let end = range.start + source.text()[range.clone()].find('\n').unwrap_or(range.len());
        let message = format!("{} would be published here", self.name);
        let (label, help) = match self.severity {
            Severity::Error => (
                "whoever reads this can use it",
                format!("revoke it now at {}: what was pushed once is known; then remove it here", self.revoke),
            ),
            _ => ("looks like a secret", format!("if it is real, have it replaced ({}), then remove it here", self.revoke)),
        };
        Diagnostic::new(self.severity, self.code, message)
            .at(source, Span::new(range.start, end), label)
            .help(help)
            .help("keep secrets in the environment and out of the page")
    }
}

/// What is not shown of a secret, so that a log of this check does not leak it again: all but its first letters.
pub(super) fn hidden(secret: &Range<usize>) -> Span {
    Span::new(secret.start + 4.min(secret.len() / 4), secret.end)
}

/// Hides secrets from the excerpts of the other problems of their files too.
pub(super) fn hide(diagnostics: &mut [Diagnostic]) {
    let secrets = diagnostics.iter().filter(|diagnostic| RULES.iter().any(|rule| rule.code == diagnostic.code));
    let hiding: Vec<Arc<Source>> = secrets.filter_map(|diagnostic| Some(Arc::clone(&diagnostic.primary.as_ref()?.source))).collect();
    let hiding: BTreeMap<&str, &Arc<Source>> = hiding.iter().map(|source| (source.path(), source)).collect();
    if hiding.is_empty() {
        return;
    }
    for label in diagnostics.iter_mut().flat_map(|diagnostic| diagnostic.primary.iter_mut().chain(&mut diagnostic.secondary)) {
        if let Some(source) = hiding.get(label.source.path()).filter(|source| source.text() == label.source.text()) {
            label.source = Arc::clone(source);
        }
    }
}

/// Whether it is no example: many different characters, no run of one, none of the words that examples are made of.
fn is_random(text: &str) -> bool {
    let lower = text.to_ascii_lowercase();
    let distinct = text.bytes().collect::<BTreeSet<_>>().len();
    let run = text.as_bytes().windows(4).any(|window| window.iter().all(|&byte| byte == window[0]));
    let words = ["example", "your", "placeholder", "token", "secret", "redacted", "abcdefghij", "0123456789"];
    distinct >= 8.min(text.len() / 2) && !run && !words.iter().any(|word| lower.contains(word))
}

/// The text from a byte on, at most so many bytes.
pub(super) fn ahead(text: &str, from: usize, most: usize) -> &str {
    let mut end = (from + most).min(text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[from..end]
}

fn pem(text: &str, start: usize, end: usize) -> Option<Range<usize>> {
    let rest = &text[end..];
    let (header, body) = rest.split_once("-----")?;
    let key = header.len() < 40 && header.ends_with("PRIVATE KEY");
    // A notebook or a JSON file writes `\n` for the line ends.
    let length = body.find("-----").unwrap_or(body.len());
    let base64 = body[..length].replace("\\n", "").bytes().filter(|&byte| Set::Base64.has(byte)).count();
    (key && base64 >= 64 && is_random(&body[..length])).then(|| start..end + header.len() + 5)
}

fn assigned(text: &str, end: usize) -> Option<Range<usize>> {
    let line = ahead(text, end, LONGEST_ASSIGNED).split('\n').next()?;
    let after = line.strip_prefix(['"', '\'']).unwrap_or(line).trim_start();
    let value = after.strip_prefix(['=', ':'])?.trim_start();
    let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''));
    let bare = quote.map_or(value, |_| &value[1..]);
    let length = match quote {
        Some(quote) => bare.find(quote)?,
        None => bare.find(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | ')' | '`' | '<' | '|' | '&')).unwrap_or(bare.len()),
    };
    let secret = &bare[..length];
    let at = end + (line.len() - bare.len());
    let bytes = secret.as_bytes();
    let mixed = bytes.iter().any(u8::is_ascii_digit) && bytes.iter().any(u8::is_ascii_alphabetic);
    let code = secret.contains(['(', '{', '$', '[', '<', ' ', '%', '\\', '…'])
        || secret.contains("://")
        || secret.contains("process.env")
        || secret.contains("environ");
    let words = [
        "password", "passwd", "change", "1234", "test", "demo", "dummy", "sample", "none", "null", "env", "key", "admin", "my", "user",
        "_here", "123", "abc", "qwert",
    ];
    let named = words.iter().any(|word| secret.to_ascii_lowercase().contains(word));
    let long = (10..200).contains(&secret.len());
    (long && mixed && !code && !named && secret.is_ascii() && is_random(secret)).then(|| at..at + length)
}

fn credentials(text: &str, end: usize) -> Option<Range<usize>> {
    let rest = &text[end..];
    let authority = &rest
        [..rest.find(|c: char| c.is_whitespace() || matches!(c, '/' | '"' | '\'' | '`' | ')' | '>' | '?' | '#')).unwrap_or(rest.len())];
    let (user, host) = authority.rsplit_once('@')?;
    let (name, secret) = user.split_once(':')?;
    let local = host.starts_with("localhost") || host.starts_with("127.") || !host.contains('.');
    let words = ["pass", "pwd", "secret", "user", "token", "admin", "postgres", "root", "example", "xxx"];
    let named = words.iter().any(|word| secret.to_ascii_lowercase().contains(word)) || name == secret;
    let code = secret.contains(['{', '$', '<', '[', '*', '…']);
    let at = end + name.len() + 1;
    (secret.len() >= 6 && !local && !named && !code && is_random(secret)).then(|| at..at + secret.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Option<&'static str> {
        RULES.iter().find_map(|rule| {
            rule.starts.iter().find_map(|start| {
                let at = text.to_ascii_lowercase().find(&start.to_ascii_lowercase())?;
                rule.matches(text, at, at + start.len()).map(|_| rule.code)
            })
        })
    }

    #[test]
    fn assignments_of_what_is_no_secret_are_passed_by() {
        for text in [
            "password: your-password-1",
            "api_key = os.environ['KEY1']",
            "API_KEY=${API_KEY}",
            "secret: <token-12345>",
            "password = \"changeme123\"",
            "the secret: patience",
            "access_token: string",
            "postgres://user:password@db.host.org/x",
            "redis://:x@localhost",
            "api_key=YOUR_API_KEY_01",
        ] {
            assert_eq!(found(text), None, "{text}");
        }
        assert_eq!(found(&format!("db_password = \"{}{}\"", "qV7pLz", "92mXkW")), Some("secret-password"));
        assert_eq!(found(&format!("https://amina:{}{}@db.reedbank.org/x", "qV7p", "Lz92")), Some("secret-password"));
    }
}
