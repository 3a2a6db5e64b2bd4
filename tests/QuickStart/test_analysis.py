"""The sample's Python by itself: NIST's certified values, and what it refuses."""
import csv
import importlib.util
import math
import pathlib
import unittest

SAMPLE = pathlib.Path(__file__).resolve().parents[2] / "samples" / "QuickStart"


def load_analysis():
    spec = importlib.util.spec_from_file_location("analysis", SAMPLE / "analysis.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def load_norris():
    lines = (SAMPLE / "data" / "nist-norris.csv").read_text(encoding="utf-8").splitlines()
    rows = list(csv.DictReader(line for line in lines if not line.startswith("#")))
    return [float(row["x"]) for row in rows], [float(row["y"]) for row in rows]


class Analysis(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.analysis = load_analysis()
        cls.x, cls.y = load_norris()

    def test_the_fit_agrees_with_the_certified_values_to_all_their_digits(self):
        fit = self.analysis.fit_line(self.x, self.y)
        self.assertEqual(fit["count"], 36)
        for name, certified in (
            ("intercept", -0.262323073774029),
            ("slope", 1.00211681802045),
            ("residual_standard_deviation", 0.884796396144373),
        ):
            with self.subTest(name):
                self.assertEqual(f"{fit[name]:.15g}", f"{certified:.15g}")

    def test_residuals_of_a_fit_with_an_intercept_sum_to_zero(self):
        fit = self.analysis.fit_line(self.x, self.y)
        residuals = self.analysis.residuals(self.x, self.y, intercept=fit["intercept"], slope=fit["slope"])
        self.assertAlmostEqual(math.fsum(residuals), 0, places=9)
        self.assertAlmostEqual(math.sqrt(math.fsum(r * r for r in residuals) / 34), fit["residual_standard_deviation"], places=12)

    def test_a_seed_decides_a_bootstrap(self):
        first = self.analysis.bootstrap_slopes(self.x, self.y, 20, 7)
        self.assertEqual(len(first), 20)
        self.assertEqual(first, self.analysis.bootstrap_slopes(self.x, self.y, 20, 7))
        self.assertNotEqual(first, self.analysis.bootstrap_slopes(self.x, self.y, 20, 8))

    def test_a_bootstrap_with_every_point_drawn_once_has_the_slope_of_the_fit(self):
        slope = self.analysis._slope_of(list(zip(self.x, self.y)))
        self.assertAlmostEqual(slope, self.analysis.fit_line(self.x, self.y)["slope"], places=12)

    def test_a_bad_reading_raises_with_its_cause(self):
        with self.assertRaisesRegex(RuntimeError, "3 readings") as raised:
            self.analysis.calibrate(["1,2", "2,four", "3,6"])
        self.assertIsInstance(raised.exception.__cause__, ValueError)
        self.assertEqual(self.analysis.calibrate(["1,2", "2,4", "3,6"])["slope"], 2)

    def test_points_that_make_no_line_are_refused(self):
        with self.assertRaisesRegex(ValueError, "two different x"):
            self.analysis.fit_line([1, 1], [2, 3])
        with self.assertRaisesRegex(ValueError, "x has 2 values and y has 1"):
            self.analysis.fit_line([1, 2], [1])


if __name__ == "__main__":
    unittest.main()
