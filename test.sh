#!/usr/bin/env bash
# Builds everything and runs every test. Last line: N passed, N failed (, N skipped).
set -euo pipefail
cd "$(dirname "$0")"
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 DOTNET_SKIP_FIRST_TIME_EXPERIENCE=1 PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD=1

# The browser tests drive the system's Chromium; Japanese pages need a font that has the characters.
if ! command -v chromium-headless-shell > /dev/null && ! command -v chromium > /dev/null && ! command -v chromium-browser > /dev/null && ! command -v google-chrome > /dev/null; then
  as_root=""
  [ "$(id -u)" = 0 ] || as_root="sudo"
  echo "Installing chromium and fonts-noto-cjk ..."
  $as_root apt-get update -qq < /dev/null
  DEBIAN_FRONTEND=noninteractive $as_root apt-get install -y -qq --no-install-recommends chromium fonts-noto-cjk < /dev/null > /dev/null
fi

results="$PWD/TestResults"
rm -rf "$results"

# Much of what building and testing take is compiling code that runs once: no profiles for later tiers, and no second mapping of each page that is written.
export DOTNET_TieredPGO=0 DOTNET_EnableWriteXorExecute=0
dotnet build NbaStudio.sln -c Release -v quiet --nologo < /dev/null

# A test that hangs is named and ends the run, instead of holding it for ever.
failed=0
dotnet test NbaStudio.Tests -c Release --no-build --nologo --blame-hang --blame-hang-timeout 5m --blame-hang-dump-type none --logger "console;verbosity=normal" --logger trx --results-directory "$results" "$@" < /dev/null || failed=$?

# Totals come from the result files, so that a crashed test run cannot look like a passed one.
count() {
  local sum=0 file value
  for file in "$results"/*.trx; do
    [ -e "$file" ] || continue
    value=$(sed -n "s/.*<Counters [^>]*\b$1=\"\([0-9]*\)\".*/\1/p" "$file" | head -1)
    sum=$((sum + ${value:-0}))
  done
  echo "$sum"
}
total=$(count total)
passed=$(count passed)
broken=$(( $(count failed) + $(count error) + $(count timeout) + $(count aborted) ))
skipped=$(( total - $(count executed) ))

# What failed once more at the end, with its first lines, where nobody has to look for it: a log is often cut to its end.
for file in "$results"/*.trx; do
  [ -e "$file" ] || continue
  awk '/<UnitTestResult .*outcome="(Failed|Error|Timeout|Aborted)"/ { name = $0; sub(/.* testName="/, "", name); sub(/".*/, "", name); print "Failed: " name; lines = 0; inside = 1 }
    inside && /<(Message|StackTrace)>/ { show = 1 }
    inside && show && lines < 30 { text = $0; gsub(/<[^>]*>/, "", text); if (text ~ /[^ \r]/) { print "    " substr(text, 1, 300); lines++ } }
    /<\/(Message|StackTrace)>/ { show = 0 }
    /<\/UnitTestResult>/ { inside = 0 }' "$file"
done

line="$passed passed, $broken failed"
[ "$skipped" -eq 0 ] || line="$line, $skipped skipped"
if [ "$total" -eq 0 ]; then
  echo "No test ran." >&2
  failed=1
fi
[ "$broken" -eq 0 ] || failed=1
echo "$line"
[ "$failed" -eq 0 ] || exit 1
