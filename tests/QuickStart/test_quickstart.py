"""The sample as its users see it. QUICKSTART_DLL names its built assembly."""
import os
import shutil
import subprocess
import tempfile
import unittest


def run(*arguments, **changes):
    """Runs the sample in this environment with changes; None removes a variable."""
    environment = {name: value for name, value in {**os.environ, **changes}.items() if value is not None}
    return subprocess.run(
        [shutil.which("dotnet"), os.environ["QUICKSTART_DLL"], *arguments],
        env=environment, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=120)


class QuickStart(unittest.TestCase):
    def check_one_line(self, result, exit_code, pattern):
        self.assertEqual(result.returncode, exit_code, result.stderr)
        self.assertEqual(result.stdout, "")
        self.assertRegex(result.stderr, rf"\A[^\n]*{pattern}[^\n]*\n\Z")

    def test_it_fits_the_data_to_the_certified_digits_in_local_python(self):
        result = run()
        self.assertEqual(result.returncode, 0, result.stderr + result.stdout)
        self.assertEqual(result.stderr, "")
        lines = result.stdout.splitlines()
        for name, digits in (("intercept", "-0.262323073774029"), ("slope", "1.00211681802045"), ("residual deviation", "0.884796396144373")):
            with self.subTest(name):
                row = next(line for line in lines if line.strip().startswith(name))
                self.assertEqual(row.split()[-3:], [digits, digits, "15"])

    def test_redirected_output_holds_no_control_characters(self):
        self.assertRegex(run().stdout, r"\A[\n\x20-\x7e]*1,000 of 1,000 resamples[\n\x20-\x7e]*\Z")

    def test_a_remote_failure_is_shown_with_its_cause(self):
        output = run().stdout
        self.assertRegex(
            output, r"  RuntimeError: cannot calibrate with 3 readings \(IAnalysis\.Calibrate, analysis\.py line 81, endpoint [0-9a-f-]{36}, task [0-9a-f-]{36}\)\n")
        self.assertIn("  | ValueError: ", output)
        self.assertIn("The above exception was the direct cause of the following exception:", output)

    def test_without_python_one_sentence_says_what_to_install(self):
        result = run(GCOMPUTE_PYTHON=None, PATH=os.path.dirname(os.environ["QUICKSTART_DLL"]))
        self.check_one_line(result, 3, "([Ii]nstall.*Python|Python.*[Ii]nstall)")

    def test_bad_options_are_refused_in_one_line(self):
        self.check_one_line(run("--endpoin"), 2, "'--endpoin'")
        self.check_one_line(run("--endpoint"), 2, "UUID")
        self.check_one_line(run("--endpoint", "4711"), 2, "'4711'")
        self.check_one_line(run("--auth", "--endpoint", "4b116d3c-1703-4f8f-9f6f-39921e5864df"), 2, "--auth")

    def test_without_a_sign_in_one_sentence_says_how_to_get_one(self):
        with tempfile.TemporaryDirectory() as nobody:
            result = run(
                "--endpoint", "4b116d3c-1703-4f8f-9f6f-39921e5864df", GCOMPUTE_TOKEN_DIRECTORY=nobody, SSH_CONNECTION="no browser",
                GLOBUS_COMPUTE_ACCESS_TOKEN=None, GLOBUS_COMPUTE_CLIENT_ID=None, GLOBUS_COMPUTE_CLIENT_SECRET=None)
        self.check_one_line(result, 2, "'gcompute login'.*GLOBUS_COMPUTE_ACCESS_TOKEN")

    def test_a_person_signs_in_first_and_the_rest_is_the_same(self):
        result = run("--auth")
        self.assertEqual((result.returncode, result.stderr), (0, ""))
        first, _, rest = result.stdout.partition("\n\n")
        self.assertRegex(first, r"\ASigned in as alice@example\.org at http://127\.0\.0\.1:\d+/\Z")
        self.assertIn("1,000 of 1,000 resamples", rest)
        self.assertIn("RuntimeError: cannot calibrate with 3 readings", rest)

    def test_help_names_the_options(self):
        result = run("--help")
        self.assertEqual((result.returncode, result.stderr), (0, ""))
        self.assertIn("--endpoint UUID", result.stdout)
        self.assertIn("--auth", result.stdout)


if __name__ == "__main__":
    unittest.main()
