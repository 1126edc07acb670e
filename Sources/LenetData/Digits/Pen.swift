/// A digit as the pen left it: dots close to each other along each stroke, with the pen's radius at each.
/// Reused from image to image, so that drawing allocates nothing.
struct Ink {
    struct Dot {
        var x: Double
        var y: Double
        var radius: Double
        /// No line comes to it from the dot before.
        var startsStroke: Bool
    }

    var dots: [Dot] = []

    /// Adds a stroke through anchors as Catmull-Rom curves, `steps` dots a curve.
    mutating func addStroke(_ anchors: [DigitStyle.Anchor], steps: Int) {
        guard let first = anchors.first else { return }
        dots.append(Dot(x: first.x, y: first.y, radius: 0, startsStroke: true))
        for index in 0..<max(0, anchors.count - 1) {
            let (from, to) = (anchors[index], anchors[index + 1])
            // Beyond an end or a corner the curve goes on straight.
            let before = index == 0 || from.isCorner ? from.reflected(to) : anchors[index - 1]
            let after = index + 2 == anchors.count || to.isCorner ? to.reflected(from) : anchors[index + 2]
            for step in 1...steps {
                let t = Double(step) / Double(steps)
                dots.append(
                    Dot(
                        x: catmullRom(before.x, from.x, to.x, after.x, t), y: catmullRom(before.y, from.y, to.y, after.y, t),
                        radius: 0, startsStroke: false))
            }
        }
    }
}

extension DigitStyle.Anchor {
    /// The point as far on the other side of this one.
    fileprivate func reflected(_ other: Self) -> Self { .init(x: 2 * x - other.x, y: 2 * y - other.y, isCorner: false) }
}

private func catmullRom(_ a: Double, _ b: Double, _ c: Double, _ d: Double, _ t: Double) -> Double {
    b + 0.5 * t * ((c - a) + t * ((2 * a - 5 * b + 4 * c - d) + t * (3 * (b - c) + d - a)))
}
