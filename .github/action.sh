#!/usr/bin/env bash
# The steps of action.yml. Inputs come as variables, never as text of the script: a value cannot be a command.
#   action.sh install    weeklog of $VERSION: a release that matches its checksum, or else built from the action's source
#   action.sh check      annotations, counts, a summary, and a comment if asked
#   action.sh build      the site, and whether it is what Pages takes
# RELEASES says where releases are, file:// included; that is how .ci/publish tries all of this without a network.
set -euo pipefail
action=${GITHUB_ACTION_PATH:-$(cd "$(dirname "$0")/.." && pwd)}

platform() {
  case "${RUNNER_OS:-$(uname -s)}-${RUNNER_ARCH:-$(uname -m)}" in
    Linux-X64 | Linux-x86_64) echo x86_64-unknown-linux-musl ;;
    macOS-ARM64 | Darwin-arm64) echo aarch64-apple-darwin ;;
    macOS-X64 | Darwin-x86_64) echo x86_64-apple-darwin ;;
    Windows-X64) echo x86_64-pc-windows-msvc ;;
  esac
}

sum() { if command -v sha256sum >/dev/null; then sha256sum "$1"; else shasum -a 256 "$1"; fi | cut -d ' ' -f 1; }

fetch() { curl --fail --silent --show-error --location --retry 3 --output "$2" "$1"; }

install() {
  local own version releases folder name
  own=$(sed -n 's/^version = "\(.*\)"/\1/p' "$action/Cargo.toml" | head -n 1)
  version=${VERSION:-$own}
  releases=${RELEASES:-${GITHUB_SERVER_URL:-https://github.com}/${GITHUB_ACTION_REPOSITORY:-}/releases/download}
  folder=${RUNNER_TEMP:-${TMPDIR:-/tmp}}/weeklog-$version
  name=weeklog-$version-$(platform)
  mkdir -p "$folder/bin"
  if [[ $name != *- ]] && fetch "$releases/v$version/SHA256SUMS" "$folder/sums" && fetch "$releases/v$version/$name.tar.gz" "$folder/archive"; then
    if [ "$(sum "$folder/archive")" != "$(sed -n "s/^\([0-9a-f]\{64\}\)[ *]*$name\.tar\.gz$/\1/p" "$folder/sums")" ]; then
      echo "::error::the release $name is not what its checksum says, and is not run"
      exit 1
    fi
    tar -xzf "$folder/archive" -C "$folder/bin" --strip-components 1
  elif [ "$version" = "$own" ]; then
    echo "::notice::there is no release $name, so weeklog is built from source, which takes some minutes"
    cargo install --quiet --locked --path "$action" --root "$folder"
  else
    echo "::error::there is no release $name, and the action's own source is version $own"
    exit 1
  fi
  echo "$folder/bin" >>"$GITHUB_PATH"
  "$folder/bin/weeklog" --version
}

check() {
  local code=0 annotations errors warnings
  annotations=$(mktemp)
  weeklog check "$SOURCE" --format github -q >"$annotations" || code=$?
  cat "$annotations"
  [ "$code" -le 1 ] || exit "$code"
  errors=$(grep -c '^::error ' "$annotations" || true)
  warnings=$(grep -c '^::warning ' "$annotations" || true)
  printf 'errors=%s\nwarnings=%s\n' "$errors" "$warnings" >>"$GITHUB_OUTPUT"
  summary "$errors" "$warnings" >>"$GITHUB_STEP_SUMMARY"
  if [ "${COMMENT:-false}" = true ] && [ -n "${PULL:-}" ]; then
    summary "$errors" "$warnings" >"$annotations"
    # A request from a fork may not write; the annotations are there all the same.
    gh pr comment "$PULL" --repo "$GITHUB_REPOSITORY" --edit-last --create-if-none --body-file "$annotations" || echo "::notice::the comment could not be written"
  fi
  if [ "$errors" -gt 0 ] || { [ "${STRICT:-false}" = true ] && [ "$warnings" -gt 0 ]; }; then exit 1; fi
}

# What was found, for people: the words of strangers stay inside a block of code.
summary() {
  echo "### weeklog: $1 errors, $2 warnings"
  if [ "$1" != 0 ] || [ "$2" != 0 ]; then
    printf '\n~~~~~~text\n'
    { NO_COLOR=1 weeklog check "$SOURCE" -q 2>&1 || true; } | sed 's/~~~~~~/~~~~~ ~/g' | head -c 50000
    printf '\n~~~~~~\n'
  fi
}

build() {
  local options=(--destination "$DESTINATION" --audience "${AUDIENCE:-public}") links size
  [ -z "${BASEURL:-}" ] || options+=(--baseurl "$BASEURL")
  [ "${STRICT:-false}" != true ] || options+=(--strict)
  weeklog build "$SOURCE" "${options[@]}"
  # For a branch that GitHub would otherwise run Jekyll on.
  : >"$DESTINATION/.nojekyll"
  links=$(find "$DESTINATION" ! -type f ! -type d | head -n 5)
  if [ -n "$links" ]; then echo "::error::Pages takes files and folders only, and these are neither: $links"; exit 1; fi
  size=$(du -sk "$DESTINATION" | cut -f 1)
  if [ "$size" -gt 1048576 ]; then echo "::warning::the site has $((size / 1024)) MB, and Pages publishes up to 1024"; fi
  echo "artifact=$DESTINATION" >>"$GITHUB_OUTPUT"
}

"$1"
