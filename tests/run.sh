#!/usr/bin/env bash
# Builds everything once, checks the style, runs every test project on every target framework and then the sample.
# The last line is "N passed, N failed"; the exit code is 0 only when something passed and nothing failed.
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

configuration=Release
seconds_per_part=300
results=artifacts/tests
passed=0
failed=0
failures=()
hung=()
part_pid=

export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_CLI_UI_LANGUAGE=en PYTHONDONTWRITEBYTECODE=1

heading() { printf '\n== %s\n' "$1"; }

failure() { # count, what
    failed=$((failed + $1))
    failures+=("$2")
}

finish() {
    if [ "$passed" -eq 0 ] && [ "$failed" -eq 0 ]; then
        failure 1 'no test ran'
    fi
    if [ ${#hung[@]} -gt 0 ]; then
        heading 'What hung, was ended, and was run once more'
        printf '%s\n' "${hung[@]}"
    fi
    if [ ${#failures[@]} -gt 0 ]; then
        heading 'What failed'
        printf '%s\n' "${failures[@]}"
    fi
    printf '\n%d passed, %d failed\n' "$passed" "$failed"
    [ "$failed" -eq 0 ]
    exit
}

# Each part runs in a process group of its own, so that nothing it started outlives it.
end_part() {
    [ -z "$part_pid" ] || kill -KILL -- "-$part_pid" 2>/dev/null
}
trap 'end_part; exit 130' INT
trap 'end_part; exit 143' TERM

run_part() {
    timeout --kill-after=10 "$seconds_per_part" "$@" </dev/null &
    part_pid=$!
    wait "$part_pid"
    local code=$?
    [ "$code" -ne 124 ] || echo "Ended after $seconds_per_part seconds."
    end_part
    part_pid=
    return "$code"
}

# The same interpreter that the tests take.
python=${GCOMPUTE_PYTHON:-/usr/bin/python3}
python_is_ready() { "$python" -c 'import dill, numpy' >/dev/null 2>&1; }

run_test_project() { # project, target framework
    local name framework=$2 folder report counts total=0 good=0 bad=0 skipped=0 errors=0 code attempt
    name=$(basename "$1" .csproj)
    folder=$(dirname "$1")/bin/$configuration/$framework
    report=$results/$name.$framework.xml
    heading "$name ($framework)"
    # A test that hangs must not take the others with it: it is named after a minute, its part is ended, shown, and run once more. Twice is a failure.
    for attempt in 1 2; do
        run_part dotnet "$folder/$name.dll" -noLogo -noColor -diagnostics -longRunning 60 -xml "$report"
        code=$?
        [ "$code" -eq 124 ] || [ "$code" -eq 137 ] || break
        [ "$attempt" -eq 2 ] || hung+=("$name ($framework)")
    done

    counts=$(grep -o '<assembly [^>]*>' "$report" 2>/dev/null)
    if [ -z "$counts" ]; then
        failure 1 "$name ($framework): ended with exit code $code and without a report"
        return
    fi
    count() { sed -n "s/.* $1=\"\([0-9]*\)\".*/\1/p" <<<"$counts"; }
    total=$(count total) good=$(count passed) bad=$(count failed) skipped=$(count skipped) errors=$(count errors)
    passed=$((passed + good))
    # A skipped test proves nothing, so it counts as failed.
    bad=$((bad + skipped + errors))
    if [ "$total" -eq 0 ]; then
        failure 1 "$name ($framework): holds no test"
    elif [ "$bad" -gt 0 ]; then
        failure "$bad" "$name ($framework): $good passed, $bad failed, skipped or in error"
    elif [ "$code" -ne 0 ]; then
        failure 1 "$name ($framework): ended with exit code $code although no test failed"
    fi
}

run_sample_tests() {
    local report=$results/QuickStart.txt ran bad code
    heading 'samples/QuickStart'
    QUICKSTART_DLL=$PWD/samples/QuickStart/bin/$configuration/net10.0/QuickStart.dll GCOMPUTE_PYTHON=$python \
        run_part "$python" -m unittest discover --verbose --start-directory tests/QuickStart >"$report" 2>&1
    code=$?
    cat "$report"
    ran=$(sed -n 's/^Ran \([0-9]*\) tests\{0,1\} in .*/\1/p' "$report")
    bad=$(sed -n 's/^\(FAILED\|OK\) (\(.*\))$/\2/p' "$report" | grep -o '[0-9]*' | awk '{ sum += $1 } END { print sum + 0 }')
    [ "$code" -eq 0 ] || [ "$bad" -gt 0 ] || bad=1
    if [ "${ran:-0}" -eq 0 ]; then
        failure 1 'samples/QuickStart: no test ran'
        return
    fi
    # An error in a module or class is reported without a test of its own.
    [ "$ran" -le "$bad" ] || passed=$((passed + ran - bad))
    [ "$bad" -eq 0 ] || failure "$bad" "samples/QuickStart: $bad failed"
}

if ! dotnet --version >/dev/null 2>&1; then
    failure 1 'The .NET SDK 10 is not installed; see https://dotnet.microsoft.com/download.'
    finish
fi

if ! python_is_ready; then
    tests/install.sh python3 python3-dill python3-numpy
    if ! python_is_ready; then
        failure 1 "The tests need the Python modules dill and numpy in $python; GCOMPUTE_PYTHON may name another interpreter."
        finish
    fi
fi

# Tests of delivery start private nodes of it.
if [ ! -x /usr/lib/rabbitmq/bin/rabbitmq-server ] && ! tests/install.sh rabbitmq-server; then
    failure 1 'The tests need RabbitMQ; install the package rabbitmq-server.'
fi

rm -rf "$results"
mkdir -p "$results"

heading 'Build'
if ! run_part dotnet build GlobusCompute.Remote.sln --configuration "$configuration" --disable-build-servers --verbosity quiet -consoleLoggerParameters:ErrorsOnly; then
    failure 1 'The build failed.'
    finish
fi

heading 'Style'
# These are looked at by themselves: among all projects of the solution they are loaded without what the generator writes, and they name types that it writes.
apart=(samples/NativeAot tests/GlobusCompute.Remote.Compatibility.Tests/Current)
format() { local seconds_per_part=900; run_part env Configuration="$configuration" dotnet format "$1" --verify-no-changes --no-restore "${@:2}"; }
format GlobusCompute.Remote.sln --exclude "${apart[@]/%//}" || failure 1 'Style: "dotnet format" would change files.'
for folder in "${apart[@]}"; do
    format "$folder"/*.csproj || failure 1 "Style: \"dotnet format\" would change files of $folder."
done

for project in tests/*/*.csproj; do
    grep -q 'Include="xunit.v3"' "$project" || continue
    frameworks=$(dotnet msbuild "$project" -getProperty:TargetFrameworks -nodeReuse:false)
    [ -n "$frameworks" ] || frameworks=$(dotnet msbuild "$project" -getProperty:TargetFramework -nodeReuse:false)
    [ -n "$frameworks" ] || failure 1 "$project: its target framework could not be read"
    for framework in ${frameworks//;/ }; do
        run_test_project "$project" "$framework"
    done
done

run_sample_tests
finish
