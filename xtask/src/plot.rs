//! A plot of lines over two logarithmic axes, as SVG: what a bench shows in the documentation.

use std::fmt::Write;

/// A named series; values above 0.
pub(crate) struct Line {
    pub(crate) name: &'static str,
    pub(crate) points: Vec<(f64, f64)>,
}

const WIDTH: f64 = 760.0;
const HEIGHT: f64 = 420.0;
/// Left, right, above, below the field.
const EDGES: (f64, f64, f64, f64) = (70.0, 230.0, 40.0, 50.0);
const COLOURS: [&str; 6] = ["#1b6ca8", "#c8553d", "#588157", "#6d597a", "#b08900", "#444444"];

/// Draws `lines` with powers of ten marked on both axes.
pub(crate) fn plot(title: &str, across: &str, lines: &[Line]) -> String {
    let points: Vec<(f64, f64)> = lines.iter().flat_map(|line| line.points.iter().copied()).filter(|(x, y)| *x > 0.0 && *y > 0.0).collect();
    let reach = |of: fn(&(f64, f64)) -> f64| {
        let low = points.iter().map(of).fold(f64::INFINITY, f64::min).log10().floor();
        let high = points.iter().map(of).fold(f64::NEG_INFINITY, f64::max).log10().ceil();
        (low, high.max(low + 1.0))
    };
    let (in_x, in_y) = if points.is_empty() { ((0.0, 1.0), (0.0, 1.0)) } else { (reach(|point| point.0), reach(|point| point.1)) };
    let (left, right, top, bottom) = (EDGES.0, WIDTH - EDGES.1, EDGES.2, HEIGHT - EDGES.3);
    let x = |value: f64| left + (value.log10() - in_x.0) / (in_x.1 - in_x.0) * (right - left);
    let y = |value: f64| bottom - (value.log10() - in_y.0) / (in_y.1 - in_y.0) * (bottom - top);
    let mut svg = String::new();
    let _ = writeln!(
        svg,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {WIDTH} {HEIGHT}\" font-family=\"sans-serif\" font-size=\"12\" role=\"img\">\n\
         <title>{title}</title>\n<rect width=\"{WIDTH}\" height=\"{HEIGHT}\" fill=\"#ffffff\"/>\n\
         <text x=\"{left}\" y=\"22\" font-size=\"14\">{title}</text>"
    );
    for power in in_x.0 as i32..=in_x.1 as i32 {
        let at = x(10f64.powi(power));
        let _ = writeln!(svg, "<path d=\"M{at:.1} {top}V{bottom}\" stroke=\"#dddddd\"/>");
        let _ = writeln!(svg, "<text x=\"{at:.1}\" y=\"{:.1}\" text-anchor=\"middle\">{}</text>", bottom + 18.0, number(power));
    }
    for power in in_y.0 as i32..=in_y.1 as i32 {
        let at = y(10f64.powi(power));
        let _ = writeln!(svg, "<path d=\"M{left} {at:.1}H{right}\" stroke=\"#dddddd\"/>");
        let _ = writeln!(svg, "<text x=\"{:.1}\" y=\"{:.1}\" text-anchor=\"end\">{}</text>", left - 8.0, at + 4.0, number(power));
    }
    let _ = writeln!(svg, "<text x=\"{:.1}\" y=\"{:.1}\" text-anchor=\"middle\">{across}</text>", (left + right) / 2.0, HEIGHT - 12.0);
    for (place, line) in lines.iter().enumerate() {
        let colour = COLOURS[place % COLOURS.len()];
        let drawn: Vec<(f64, f64)> =
            line.points.iter().filter(|(x, y)| *x > 0.0 && *y > 0.0).map(|(at, value)| (x(*at), y(*value))).collect();
        let path: Vec<String> = drawn.iter().map(|(x, y)| format!("{x:.1},{y:.1}")).collect();
        let _ = writeln!(svg, "<polyline points=\"{}\" fill=\"none\" stroke=\"{colour}\" stroke-width=\"2\"/>", path.join(" "));
        for (x, y) in &drawn {
            let _ = writeln!(svg, "<circle cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"3\" fill=\"{colour}\"/>");
        }
        let beside = top + 16.0 + 20.0 * place as f64;
        let _ = writeln!(svg, "<rect x=\"{:.1}\" y=\"{:.1}\" width=\"12\" height=\"3\" fill=\"{colour}\"/>", right + 16.0, beside - 5.0);
        let _ = writeln!(svg, "<text x=\"{:.1}\" y=\"{beside:.1}\">{}</text>", right + 34.0, line.name);
    }
    svg.push_str("</svg>\n");
    svg
}

/// `1,000`, `0.01`.
fn number(power: i32) -> String {
    if power < 0 {
        return format!("0.{}1", "0".repeat(usize::try_from(-power - 1).unwrap_or_default()));
    }
    let digits = format!("1{}", "0".repeat(usize::try_from(power).unwrap_or_default()));
    let mut marked = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            marked.push(',');
        }
        marked.push(digit);
    }
    marked
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn powers_of_ten() {
        assert_eq!([-2, 0, 3, 6].map(number), ["0.01", "1", "1,000", "1,000,000"]);
    }

    #[test]
    fn a_point_stands_where_its_values_say() {
        let drawn = plot("t", "x", &[Line { name: "a", points: vec![(1.0, 1.0), (100.0, 100.0)] }]);
        assert!(drawn.contains("<polyline points=\"70.0,370.0 530.0,40.0\""), "{drawn}");
    }
}
