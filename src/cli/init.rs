//! `weeklog init`: a site that builds at once.

use super::Outcome;
use super::new::monday;
use super::print::Voice;
use super::theme::write;
use clap::Args;
use jiff::civil::Date;
use std::path::PathBuf;

/// Make a new site, ready to build
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  weeklog init                    in this folder
  weeklog init my-log             in a folder of that name
  weeklog init season --cohort    a folder for each intern

Files that exist are never overwritten.")]
pub(super) struct Init {
    /// The folder of the new site
    #[arg(default_value = ".")]
    dir: PathBuf,
    /// A site for several interns, with a folder for each
    #[arg(long)]
    cohort: bool,
}

const CONFIG: &str = include_str!("scaffold/config.yml");
const HOME: &str = include_str!("scaffold/home.md");
const LOGS: &str = include_str!("scaffold/logs.md");
const WEEK: &str = include_str!("scaffold/week.md");
const PAGES: &str = include_str!("scaffold/pages.yml");
const PULL: &str = include_str!("scaffold/pull.yml");
const COHORT_HOME: &str = include_str!("scaffold/cohort_home.md");
const INTERNS: &str = include_str!("scaffold/interns.yml");
const INTERN: &str = include_str!("scaffold/intern.md");
const SNIPPETS: &str = include_str!("scaffold/snippets.json");
const IGNORE: &str = "_site/\n.weeklog/\n";

impl Init {
    pub(super) fn run(&self, voice: &Voice) -> Outcome {
        if self.dir.is_file() {
            return voice.misused(&format!("`{}` is a file; name a folder", self.dir.display()));
        }
        // A site that is there already has its own pages: it lacks the workflow at most.
        let is_site = self.dir.join(crate::config::FILE).exists();
        let wanted = |name: &str| !is_site || name.starts_with('.') || self.dir.join(name).exists();
        for (name, text) in self.files(monday()).into_iter().filter(|(name, _)| wanted(name)) {
            let path = self.dir.join(&name);
            if path.symlink_metadata().is_ok() {
                voice.summary(&format!("kept    {}", path.display()));
            } else if let Err(error) = write(&path, text.as_bytes()) {
                return voice.misused(&format!("`{}` cannot be written: {error}", path.display()));
            } else {
                voice.summary(&format!("written {}", path.display()));
            }
        }
        voice.summary(&format!("Now write, with a preview: weeklog serve {} --open", self.dir.display()));
        Outcome::Done
    }

    /// The files of the new site. Weeks begin on Mondays.
    fn files(&self, monday: Date) -> Vec<(String, String)> {
        let sunday = monday.saturating_add(jiff::Span::new().days(6));
        let title = self.title();
        let week = |parent: &str| fill(WEEK, &[("parent", parent), ("monday", &monday.to_string()), ("sunday", &sunday.to_string())]);
        let mut files = vec![
            ("_config.yml".to_owned(), fill(CONFIG, &[("title", &quoted(&title))])),
            (".github/workflows/pages.yml".to_owned(), fill(PAGES, &[("weeklog", &publish(REPOSITORY))])),
            (".github/workflows/check.yml".to_owned(), fill(PULL, &[("weeklog", &review(REPOSITORY))])),
            (".vscode/weeklog.code-snippets".to_owned(), SNIPPETS.to_owned()),
            (".vscode/weeklog-config.schema.json".to_owned(), super::schema::text(&crate::schema::config())),
            (".gitignore".to_owned(), IGNORE.to_owned()),
        ];
        if self.cohort {
            files.push(("index.md".to_owned(), fill(COHORT_HOME, &[("title", &title)])));
            files.push(("_data/interns.yml".to_owned(), fill(INTERNS, &[("monday", &monday.to_string())])));
            for (order, (folder, name)) in [("first-intern", "First Intern"), ("second-intern", "Second Intern")].into_iter().enumerate() {
                files.push((format!("{folder}/index.md"), fill(INTERN, &[("name", name), ("order", &(order + 2).to_string())])));
                files.push((format!("{folder}/week-01.md"), week(name)));
            }
        } else {
            files.push(("index.md".to_owned(), fill(HOME, &[("title", &title)])));
            files.push(("logs/index.md".to_owned(), fill(LOGS, &[("address", "/logs/")])));
            files.push(("logs/week-01.md".to_owned(), week("Weekly Logs")));
        }
        files
    }

    /// The folder's name as a title.
    fn title(&self) -> String {
        let folder = std::path::absolute(&self.dir).ok().and_then(|path| path.file_name().map(|name| name.to_string_lossy().into_owned()));
        let name = crate::site::meta::name_of(&format!("{}/index.md", folder.unwrap_or_default()));
        if name.is_empty() { "Weekly Log".to_owned() } else { name }
    }
}

/// Where weeklog's own repository is, if it says so: its action is then the quickest way to a program.
const REPOSITORY: &str = env!("CARGO_PKG_REPOSITORY");
const VERSION: &str = env!("CARGO_PKG_VERSION");

/// The steps that build a site for Pages.
fn publish(repository: &str) -> String {
    match action(repository) {
        Some(action) => format!("{action}        with:\n          baseurl: ${{{{ steps.pages.outputs.base_path }}}}"),
        None => {
            let installed = installed();
            format!(
                "{installed}      - run: weeklog check --format github\n      - run: weeklog build --baseurl \"${{{{ steps.pages.outputs.base_path }}}}\""
            )
        }
    }
}

/// The steps that check a pull request.
fn review(repository: &str) -> String {
    match action(repository) {
        Some(action) => format!("{action}        with:\n          build: false\n          comment: true"),
        None => format!("{}{COMMENT}", installed()),
    }
}

/// `uses: OWNER/NAME@vVERSION`, for a repository on GitHub.
fn action(repository: &str) -> Option<String> {
    let name = repository.strip_prefix("https://github.com/")?.trim_end_matches('/').trim_end_matches(".git");
    Some(format!("      - uses: {name}@v{VERSION}\n"))
}

fn installed() -> String {
    format!(
        "      - uses: actions/cache@v4
        with:
          path: ~/.cargo/bin/weeklog
          key: weeklog-${{{{ runner.os }}}}-{VERSION}
      - run: command -v weeklog || cargo install --locked weeklog@{VERSION}\n"
    )
}

/// The comment is written where the token may: not for a request from a fork, whose notes stand at the lines all the same.
const COMMENT: &str = "      - run: weeklog check --format github
      - if: always() && github.event.pull_request.head.repo.full_name == github.repository
        env:
          GH_TOKEN: ${{ github.token }}
          PULL: ${{ github.event.pull_request.number }}
        run: |
          { echo '~~~~~~text'; NO_COLOR=1 weeklog check 2>&1 | sed 's/~~~~~~/~~~~~ ~/g' | head -c 50000; echo '~~~~~~'; } > comment.md
          gh pr comment \"$PULL\" --edit-last --create-if-none --body-file comment.md";

fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}

fn fill(template: &str, values: &[(&str, &str)]) -> String {
    values.iter().fold(template.to_owned(), |text, (name, value)| text.replace(&format!("{{{name}}}"), value))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn workflows_use_the_action_where_there_is_one() {
        let known = publish("https://github.com/someone/weeklog.git");
        assert!(
            known.starts_with(&format!("      - uses: someone/weeklog@v{VERSION}\n        with:\n          baseurl: ${{{{")),
            "{known}"
        );
        assert!(review("https://github.com/someone/weeklog").contains("comment: true"));
        assert!(publish("").contains(&format!("cargo install --locked weeklog@{VERSION}\n      - run: weeklog check")));
    }
}
