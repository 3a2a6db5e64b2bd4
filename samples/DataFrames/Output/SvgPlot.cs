using System.Globalization;
using System.Xml.Linq;

namespace DataFrames.Output;

/// <summary>Plots side by side as an SVG image.</summary>
internal static class SvgPlot
{
    private const double Size = 360;
    private const double Margin = 60;
    private static readonly XNamespace s_svg = "http://www.w3.org/2000/svg";

    public static string Draw(IReadOnlyList<Plot> plots)
    {
        var (width, height) = (plots.Count * (Size + Margin) + Margin, Size + 2 * Margin);
        var title = $"Measurements and fitted curves: {string.Join(", ", plots.Select(plot => plot.Title))}";
        return new XElement(
            s_svg + "svg",
            new XAttribute("viewBox", Invariant($"0 0 {width} {height}")),
            new XAttribute("font-family", "sans-serif"),
            new XAttribute("font-size", 13),
            new XAttribute("role", "img"),
            new XElement(s_svg + "title", title),
            Element("rect", ("width", width), ("height", height), ("fill", "white")),
            plots.Select((plot, i) => Panel(plot, Margin + (i * (Size + Margin))))).ToString();
    }

    private static XElement Panel(Plot plot, double left)
    {
        var (xs, ys) = (Ticks(plot.XRange), Ticks(plot.YRange));
        var curve = string.Join(' ', plot.Curve.Select(point => Invariant($"{X(point.X):F2},{Y(point.Y):F2}")));
        return new XElement(
            s_svg + "g",
            new XAttribute("transform", Invariant($"translate({left} {Margin})")),
            Text(Size / 2, -20, "middle", plot.Title, ("font-size", 17)),
            xs.Select(tick => Element("line", ("x1", X(tick)), ("x2", X(tick)), ("y1", 0), ("y2", Size), ("stroke", "#ddd"))),
            ys.Select(tick => Element("line", ("x1", 0), ("x2", Size), ("y1", Y(tick)), ("y2", Y(tick)), ("stroke", "#ddd"))),
            Element("rect", ("width", Size), ("height", Size), ("fill", "none"), ("stroke", "#444")),
            xs.Select(tick => Text(X(tick), Size + 20, "middle", Invariant($"{tick:G10}"))),
            ys.Select(tick => Text(-8, Y(tick) + 4, "end", Invariant($"{tick:G10}"))),
            Text(Size / 2, Size + 42, "middle", "x"),
            Element("polyline", ("points", curve), ("fill", "none"), ("stroke", "#0b62a8"), ("stroke-width", 2)),
            plot.Measured.Select(point => Element("circle", ("cx", X(point.X)), ("cy", Y(point.Y)), ("r", 4), ("fill", "#c2410c"), ("fill-opacity", 0.8))));

        // A twentieth of the range is left free on each side, so that no point lies on the frame.
        double X(double value) => Size * (0.05 + (0.9 * (value - plot.XRange.Min) / (plot.XRange.Max - plot.XRange.Min)));
        double Y(double value) => Size * (0.95 - (0.9 * (value - plot.YRange.Min) / (plot.YRange.Max - plot.YRange.Min)));
    }

    // Round numbers within the range, about five of them.
    private static List<double> Ticks((double Min, double Max) range)
    {
        var raw = (range.Max - range.Min) / 5;
        var power = Math.Pow(10, Math.Floor(Math.Log10(raw)));
        var step = power * (raw / power < 1.5 ? 1 : raw / power < 3.5 ? 2 : raw / power < 7.5 ? 5 : 10);
        var (first, last) = ((int)Math.Ceiling(range.Min / step), (int)Math.Floor(range.Max / step));
        return [.. Enumerable.Range(first, last - first + 1).Select(i => i * step)];
    }

    private static XElement Text(double x, double y, string anchor, string text, params ReadOnlySpan<(string Name, object Value)> more)
    {
        var element = Element("text", [("x", x), ("y", y), ("text-anchor", anchor), .. more]);
        element.Value = text;
        return element;
    }

    private static XElement Element(string name, params ReadOnlySpan<(string Name, object Value)> attributes)
    {
        var element = new XElement(s_svg + name);
        foreach (var (key, value) in attributes)
        {
            element.SetAttributeValue(key, value is double number ? Invariant($"{Math.Round(number, 2)}") : value);
        }

        return element;
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
