import java.util.List;
import java.util.Locale;

/** Charts as SVG, readable on a light and on a dark page. */
final class Chart {

    record Point(String label, double value) {}

    private static final String HEAD = """
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %1$d %2$d" width="%1$d" height="%2$d" role="img" aria-label="%3$s">
            <style>
              text { font: 13px system-ui, sans-serif; fill: #24292f }
              .title { font-weight: 600; font-size: 15px }
              .axis { fill: #57606a; font-size: 12px }
              .grid { stroke: #d0d7de }
              .bar { fill: #8c959f }
              .first { fill: #0969da }
              .line { fill: none; stroke: #0969da; stroke-width: 2 }
              .dot { fill: #0969da }
              @media (prefers-color-scheme: dark) {
                text { fill: #e6edf3 }
                .axis { fill: #9198a1 }
                .grid { stroke: #3d444d }
                .bar { fill: #656c76 }
                .first, .dot { fill: #4493f8 }
                .line { stroke: #4493f8 }
              }
            </style>
            <text class="title" x="16" y="24">%3$s</text>
            """;

    private Chart() {}

    /** The first bar is the one that is spoken of. */
    static String bars(String title, List<Point> bars) {
        double max = bars.stream().mapToDouble(Point::value).max().orElse(1);
        StringBuilder svg = new StringBuilder(HEAD.formatted(720, 48 + 32 * bars.size(), title));
        for (int i = 0; i < bars.size(); i++) {
            Point bar = bars.get(i);
            int y = 40 + 32 * i;
            double width = Math.max(1, 360 * bar.value / max);
            svg.append(line("<text x=\"232\" y=\"%d\" text-anchor=\"end\">%s</text>", y + 17, bar.label));
            svg.append(line(
                    "<rect class=\"%s\" x=\"244\" y=\"%d\" width=\"%.1f\" height=\"24\" rx=\"3\"/>",
                    i == 0 ? "first" : "bar", y, width));
            svg.append(line("<text x=\"%.1f\" y=\"%d\">%,.0f</text>", 252 + width, y + 17, bar.value));
        }
        return svg.append("</svg>\n").toString();
    }

    /** Two panels with the same steps, which stand at equal distances. */
    static String lines(String title, String leftUnit, List<Point> left, String rightUnit, List<Point> right) {
        return HEAD.formatted(720, 260, title) + panel(16, leftUnit, left) + panel(376, rightUnit, right) + "</svg>\n";
    }

    private static String panel(int x, String unit, List<Point> points) {
        double top = roundedUp(points.stream().mapToDouble(Point::value).max().orElse(1));
        StringBuilder svg = new StringBuilder(line("<text class=\"axis\" x=\"%d\" y=\"48\">%s</text>", x, unit));
        for (int i = 0; i <= 4; i++) {
            double y = 220 - 40 * i;
            svg.append(
                    line("<line class=\"grid\" x1=\"%d\" x2=\"%d\" y1=\"%.0f\" y2=\"%.0f\"/>", x + 48, x + 320, y, y));
            svg.append(line(
                    "<text class=\"axis\" x=\"%d\" y=\"%.0f\" text-anchor=\"end\">%s</text>",
                    x + 42, y + 4, tick(top * i / 4)));
        }
        StringBuilder path = new StringBuilder();
        for (int i = 0; i < points.size(); i++) {
            double px = x + 72 + (points.size() == 1 ? 0 : 224.0 * i / (points.size() - 1));
            double py = 220 - 160 * points.get(i).value / top;
            path.append(String.format(Locale.ROOT, "%s%.1f %.1f", i == 0 ? "M" : " L", px, py));
            svg.append(line("<circle class=\"dot\" cx=\"%.1f\" cy=\"%.1f\" r=\"3.5\"/>", px, py));
            svg.append(line(
                    "<text class=\"axis\" x=\"%.1f\" y=\"240\" text-anchor=\"middle\">%s</text>",
                    px, points.get(i).label));
        }
        return svg.append(line("<path class=\"line\" d=\"%s\"/>", path)).toString();
    }

    /** To 1, 2, 4 or 8 of its power of ten, so that the quarters are round. */
    private static double roundedUp(double value) {
        double power = Math.pow(10, Math.floor(Math.log10(Math.max(value, 1e-9))));
        for (double factor : new double[] {1, 2, 4, 8}) {
            if (factor * power >= value) {
                return factor * power;
            }
        }
        return 10 * power;
    }

    private static String tick(double value) {
        if (value >= 1000) {
            return String.format(Locale.ROOT, "%,.0f", value);
        }
        String text = String.format(Locale.ROOT, "%.3f", value);
        return text.contains(".") ? text.replaceAll("\\.?0+$", "") : text;
    }

    private static String line(String format, Object... values) {
        return String.format(Locale.ROOT, format, values) + "\n";
    }
}
