#!/usr/bin/env bash
# Builds, checks the style, runs every test project on every target framework and then the sample. tests/README.md tells what each part proves.
# The last line is "N passed, N failed"; the exit code is 0 only when something passed and nothing failed.
#
#   tests/run.sh                    everything
#   tests/run.sh --only PART        one part; may be repeated, and may name several with commas between them
#   tests/run.sh --fast             the parts that need no other process: under three minutes after a build
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

configuration=Release
results=artifacts/tests

# Seconds after which a part hangs. Each is several times what it takes on two busy cores.
limit_of() { # part
    case $1 in
        Build) echo 1800 ;;
        Style) echo 1500 ;;
        GlobusCompute.Remote.Tests) echo 900 ;;
        GlobusCompute.Remote.Generators.Tests) echo 1200 ;;
        GlobusCompute.Remote.LocalService.Tests) echo 900 ;;
        GlobusCompute.Remote.Tool.Tests) echo 900 ;;
        GlobusCompute.Remote.IntegrationTests) echo 1200 ;;
        GlobusCompute.Remote.Packaging.Tests) echo 1500 ;;
        GlobusCompute.Remote.Compatibility.Tests) echo 900 ;;
        GlobusCompute.Remote.Hosting.Tests) echo 900 ;;
        GlobusCompute.Remote.NativeAot.Tests) echo 1800 ;;
        LocalService.Dashboard.Browser.Tests) echo 600 ;;
        WebApi.Browser.Tests) echo 300 ;;
        QuickStart) echo 300 ;;
        *) echo 600 ;;
    esac
}
fast=(GlobusCompute.Remote.Tests GlobusCompute.Remote.Generators.Tests)

# What mostly compiles runs beside what mostly waits for brokers, workers and browsers.
compiling=(Style GlobusCompute.Remote.Packaging.Tests GlobusCompute.Remote.NativeAot.Tests GlobusCompute.Remote.Generators.Tests)

passed=0
failed=0
failures=()
durations=()
part_pid=
lane_pid=
lane=
is_finished=

export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_CLI_UI_LANGUAGE=en MSBUILDDISABLENODEREUSE=1 PYTHONDONTWRITEBYTECODE=1

heading() { printf '\n== %s\n' "$1"; }

failure() { # count, what
    failed=$((failed + $1))
    failures+=("$2")
}

finish() {
    is_finished=1
    if [ "$passed" -eq 0 ] && [ "$failed" -eq 0 ]; then
        failure 1 'no test ran'
    fi
    if [ ${#durations[@]} -gt 0 ]; then
        heading 'What each part took'
        printf '%s\n' "${durations[@]}"
    fi
    if [ ${#failures[@]} -gt 0 ]; then
        heading 'What failed'
        printf '%s\n' "${failures[@]}"
    fi
    printf '\n%d passed, %d failed\n' "$passed" "$failed"
    [ "$failed" -eq 0 ] || exit 1
    exit 0
}

# Each part runs in a process group of its own, so that nothing it started outlives it.
end_part() {
    if [ -n "$part_pid" ]; then
        kill -KILL -- "-$part_pid" 2>/dev/null || true
        part_pid=
    fi
}

end() { # exit code
    end_part
    if [ -n "$lane_pid" ]; then
        kill -TERM "$lane_pid" 2>/dev/null || true
        lane_pid=
    fi
    if [ -n "$lane" ]; then
        tell_lane "$1"
    elif [ -z "$is_finished" ]; then
        failure 1 "tests/run.sh itself ended early, with exit code $1."
        finish
    fi
}
trap 'end $?' EXIT
trap 'is_finished=1; exit 130' INT
trap 'is_finished=1; exit 143' TERM

# Runs one command of a part, for as long as the part may take; gives its exit code, which is 124 or 137 when it was ended.
run_part() { # part, command...
    local limit code=0
    limit=$(limit_of "$1")
    shift
    timeout --kill-after=10 "$limit" "$@" </dev/null &
    part_pid=$!
    wait "$part_pid" || code=$?
    [ "$code" -ne 124 ] && [ "$code" -ne 137 ] || echo "Ended after $limit seconds."
    end_part
    return "$code"
}

# Notes how long a part took.
timed() { # what, command...
    local what=$1 since=$SECONDS took code=0
    shift
    "$@" || code=$?
    took=$(printf '%5d s  %s' $((SECONDS - since)) "$what")
    durations+=("$took")
    echo "$took"
    return "$code"
}

# The parts: the style, what holds tests of xunit, and the sample.
projects=()
for project in tests/*/*.csproj; do
    if grep -q 'Include="xunit.v3"' "$project"; then
        projects+=("$project")
    fi
done
part_of() { basename "$(dirname "$1")"; }
parts=(Style)
for project in "${projects[@]}"; do
    parts+=("$(part_of "$project")")
done
parts+=(QuickStart)

usage() {
    echo "Usage: tests/run.sh [--fast] [--only PART[,PART...]]..." >&2
    echo 'The parts, of which "GlobusCompute.Remote." may be left out:' >&2
    printf '  %s\n' "${parts[@]}" >&2
    is_finished=1
    exit 2
}

selected=()
is_fast=
select_part() { # name as given
    local part
    for part in "${parts[@]}"; do
        if [ "$part" = "$1" ] || [ "$part" = "GlobusCompute.Remote.$1" ]; then
            selected+=("$part")
            return
        fi
    done
    echo "There is no part '$1'." >&2
    usage
}
while [ $# -gt 0 ]; do
    case $1 in
        --fast)
            is_fast=1
            selected+=("${fast[@]}")
            shift
            ;;
        --only)
            [ $# -gt 1 ] && [ -n "$2" ] || usage
            IFS=, read -ra names <<<"$2"
            for name in "${names[@]}"; do
                select_part "$name"
            done
            shift 2
            ;;
        *) usage ;;
    esac
done

is_selected() { # part
    local part
    [ ${#selected[@]} -gt 0 ] || return 0
    for part in "${selected[@]}"; do
        [ "$part" != "$1" ] || return 0
    done
    return 1
}

# The same interpreter that the tests take.
python=${GCOMPUTE_PYTHON:-/usr/bin/python3}
python_is_ready() { "$python" -c 'import dill, numpy, pandas, msgpack, lz4.block' >/dev/null 2>&1; }

build() {
    local target targets=(GlobusCompute.Remote.sln)
    if [ ${#selected[@]} -gt 0 ] && ! is_selected Style; then
        targets=()
        for target in "${projects[@]}"; do
            is_selected "$(part_of "$target")" && targets+=("$target") || true
        done
        is_selected QuickStart && targets+=(samples/QuickStart/QuickStart.csproj) || true
    fi
    for target in "${targets[@]}"; do
        # One compiler for all projects, which ends with the part.
        run_part Build dotnet build "$target" --configuration "$configuration" -nodeReuse:false -property:UseSharedCompilation=true \
            --verbosity quiet -consoleLoggerParameters:ErrorsOnly || return 1
    done
}

# These are looked at by themselves: among all projects of the solution they are loaded without what the generator writes, and they name types that it writes.
apart=(
    samples/WebApi samples/NativeAot samples/NativeAotHosting
    tests/GlobusCompute.Remote.Compatibility.Tests/Current tests/GlobusCompute.Remote.Substitutes.Tests tests/GlobusCompute.Remote.Testing.Tests tests/WebApi.Tests
)
format() { run_part Style env Configuration="$configuration" dotnet format "$1" --verify-no-changes --no-restore "${@:2}"; }
check_style() {
    local folder
    format GlobusCompute.Remote.sln --exclude "${apart[@]/%//}" || failure 1 'Style: "dotnet format" would change files.'
    for folder in "${apart[@]}"; do
        format "$folder"/*.csproj || failure 1 "Style: \"dotnet format\" would change files of $folder."
    done
}

frameworks_of() { # project
    local frameworks
    frameworks=$(dotnet msbuild "$1" -getProperty:TargetFrameworks -nodeReuse:false)
    [ -n "$frameworks" ] || frameworks=$(dotnet msbuild "$1" -getProperty:TargetFramework -nodeReuse:false)
    [ -z "$is_fast" ] || frameworks=${frameworks%%;*}
    echo "${frameworks//;/ }"
}

run_test_project() { # project, target framework
    local part name framework=$2 folder report counts total good bad skipped errors code=0
    part=$(part_of "$1")
    name=$(basename "$1" .csproj)
    folder=$(dirname "$1")/bin/$configuration/$framework
    report=$results/$name.$framework.xml
    # A test that hangs is named after a minute.
    run_part "$part" dotnet "$folder/$name.dll" -noLogo -noColor -diagnostics -longRunning 60 -result-xml "$report" || code=$?

    counts=$(grep -o '<assembly [^>]*>' "$report" 2>/dev/null || true)
    if [ -z "$counts" ]; then
        failure 1 "$part ($framework): ended with exit code $code and without a report"
        return
    fi
    count() { sed -n "s/.* $1=\"\([0-9]*\)\".*/\1/p" <<<"$counts"; }
    total=$(count total) good=$(count passed) bad=$(count failed) skipped=$(count skipped) errors=$(count errors)
    passed=$((passed + good))
    # A skipped test proves nothing, so it counts as failed.
    bad=$((bad + skipped + errors))
    if [ "$total" -eq 0 ]; then
        failure 1 "$part ($framework): holds no test"
    elif [ "$bad" -gt 0 ]; then
        failure "$bad" "$part ($framework): $good passed, $bad failed, skipped or in error"
    elif [ "$code" -ne 0 ]; then
        failure 1 "$part ($framework): ended with exit code $code although no test failed"
    fi
}

run_sample_tests() {
    local report=$results/QuickStart.txt ran bad code=0
    QUICKSTART_DLL=$PWD/samples/QuickStart/bin/$configuration/net10.0/QuickStart.dll GCOMPUTE_PYTHON=$python \
        run_part QuickStart "$python" -m unittest discover --verbose --start-directory tests/QuickStart >"$report" 2>&1 || code=$?
    cat "$report"
    ran=$(sed -n 's/^Ran \([0-9]*\) tests\{0,1\} in .*/\1/p' "$report")
    bad=$(sed -n 's/^\(FAILED\|OK\) (\(.*\))$/\2/p' "$report" | { grep -o '[0-9]*' || true; } | awk '{ sum += $1 } END { print sum + 0 }')
    [ "$code" -eq 0 ] || [ "$bad" -gt 0 ] || bad=1
    if [ "${ran:-0}" -eq 0 ]; then
        failure 1 'QuickStart: no test ran'
        return
    fi
    # An error in a module or class is reported without a test of its own.
    [ "$ran" -le "$bad" ] || passed=$((passed + ran - bad))
    [ "$bad" -eq 0 ] || failure "$bad" "QuickStart: $bad failed"
}

if ! dotnet --version >/dev/null 2>&1; then
    failure 1 'The .NET SDK 10 is not installed; see https://dotnet.microsoft.com/download.'
    finish
fi

if ! python_is_ready; then
    tests/install.sh python3 python3-dill python3-numpy python3-pandas python3-msgpack python3-lz4 || true
    if ! python_is_ready; then
        failure 1 "The tests need the Python modules dill, numpy, pandas, msgpack and lz4 in $python; GCOMPUTE_PYTHON may name another interpreter."
        finish
    fi
fi

# Tests of delivery start private nodes of it.
if [ ! -x /usr/lib/rabbitmq/bin/rabbitmq-server ] && ! tests/install.sh rabbitmq-server; then
    failure 1 'The tests need RabbitMQ; install the package rabbitmq-server.'
fi

# Pages are tried in a browser.
if { is_selected WebApi.Browser.Tests || is_selected LocalService.Dashboard.Browser.Tests; } && [ ! -x "${GCOMPUTE_CHROMIUM:-/usr/bin/chromium}" ] && ! tests/install.sh chromium; then
    failure 1 'The tests of pages need Chromium; install the package chromium, or name the program in GCOMPUTE_CHROMIUM.'
fi

rm -rf "$results"
mkdir -p "$results"

heading 'Build'
if ! timed Build build; then
    failure 1 'The build failed.'
    finish
fi

run_project() { # project
    local framework frameworks part
    part=$(part_of "$1")
    frameworks=$(frameworks_of "$1") || frameworks=
    [ -n "$frameworks" ] || failure 1 "$1: its target framework could not be read"
    for framework in $frameworks; do
        heading "$part ($framework)"
        timed "$part ($framework)" run_test_project "$1" "$framework" || failure 1 "$part ($framework): ended early"
    done
}

is_compiling() { # part
    local part
    for part in "${compiling[@]}"; do
        [ "$part" != "$1" ] || return 0
    done
    return 1
}

run_compiling() {
    local project
    if is_selected Style; then
        heading 'Style'
        timed Style check_style || failure 1 'Style: ended early'
    fi
    for project in "${projects[@]}"; do
        if is_compiling "$(part_of "$project")" && is_selected "$(part_of "$project")"; then
            run_project "$project"
        fi
    done
}

run_waiting() {
    local project
    for project in "${projects[@]}"; do
        if ! is_compiling "$(part_of "$project")" && is_selected "$(part_of "$project")"; then
            run_project "$project"
        fi
    done
    if is_selected QuickStart; then
        heading 'QuickStart'
        timed QuickStart run_sample_tests || failure 1 'QuickStart: ended early'
    fi
}

# A lane keeps its counts and its exit code in a file, and what it prints in another, which is shown when it has ended. The code is not taken from wait: the
# shell forgets a child whose process id was given to another one since.
tell_lane() { # exit code
    declare -p passed failed failures durations | sed 's/^declare -/declare -g -/' >"$lane"
    printf 'lane_code=%d\n' "$1" >>"$lane"
}
start_lane() { # file, command
    (
        lane=$1 lane_pid=
        passed=0 failed=0 failures=() durations=()
        trap 'end $?' EXIT
        trap 'exit 143' INT TERM
        "$2"
    ) >"$1.txt" 2>&1 &
    lane_pid=$!
}
end_lane() { # file, name
    local lane_code='' own=("$passed" "$failed") own_failures=("${failures[@]}") own_durations=("${durations[@]}")
    wait "$lane_pid" || true
    lane_pid=
    cat "$1.txt"
    if [ -s "$1" ]; then
        # shellcheck source=/dev/null
        . "$1"
    else
        passed=0 failed=0 failures=() durations=()
    fi
    if [ "$lane_code" != 0 ]; then
        failure 1 "$2: ended early, with exit code ${lane_code:-unknown}"
    fi
    passed=$((passed + own[0]))
    failed=$((failed + own[1]))
    failures=("${own_failures[@]}" "${failures[@]}")
    durations=("${own_durations[@]}" "${durations[@]}")
}

start_lane "$results/compiling" run_compiling
run_waiting
end_lane "$results/compiling" 'The parts that compile'
finish
