import LenetRandom

/// What chance makes of a hand: every number that differs from one written digit to the next, with its range.
struct Handwriting {
    /// Writes one digit. Everything follows from the stream; only + - * / are used, so the bits are the same everywhere.
    static func write(_ digit: Int, _ stream: inout RandomStream, into ink: inout Ink) {
        ink.dots.removeAll(keepingCapacity: true)
        let style = pick(DigitStyles.byDigit[digit], &stream)
        for stroke in style.strokes { ink.addStroke(wobbled(stroke, &stream), steps: 6) }
        bend(&ink, &stream)
        place(&ink, &stream)
        press(&ink, &stream)
    }

    private static func pick(_ styles: [DigitStyle], _ stream: inout RandomStream) -> DigitStyle {
        var left = stream.below(styles.reduce(0) { $0 + $1.weight })
        for style in styles {
            if left < style.weight { return style }
            left -= style.weight
        }
        return styles[0]
    }

    /// An unsteady hand: every anchor a little elsewhere, strokes that begin or end too early or too late, lifted strokes displaced.
    private static func wobbled(_ stroke: [DigitStyle.Anchor], _ stream: inout RandomStream) -> [DigitStyle.Anchor] {
        let amount = stream.uniform(0.01, 0.045)
        let (driftX, driftY) = (0.02 * stream.bell(), 0.02 * stream.bell())
        var anchors = stroke
        for index in anchors.indices {
            anchors[index].x += amount * stream.bell() + driftX
            anchors[index].y += amount * stream.bell() + driftY
        }
        guard anchors.count >= 2 else { return anchors }
        let last = anchors.count - 1
        anchors[0].move(from: anchors[1], by: stream.uniform(-0.3, 0.3))
        anchors[last].move(from: anchors[last - 1], by: stream.uniform(-0.3, 0.3))
        return anchors
    }

    /// Elastic distortion: a smooth random field, cubic B-splines over a lattice of 5 x 5 random vectors.
    private static func bend(_ ink: inout Ink, _ stream: inout RandomStream) {
        let amount = stream.uniform(0.03, 0.15)
        withUnsafeTemporaryAllocation(of: Double.self, capacity: 50) { lattice in
            for index in 0..<50 { lattice[index] = amount * stream.bell() }
            for index in ink.dots.indices {
                let (column, wx) = splineWeights(ink.dots[index].x)
                let (row, wy) = splineWeights(ink.dots[index].y)
                var (dx, dy) = (0.0, 0.0)
                for (j, weightY) in [wy.0, wy.1, wy.2, wy.3].enumerated() {
                    let base = ((row + j) * 5 + column) * 2
                    dx += weightY * (wx.0 * lattice[base] + wx.1 * lattice[base + 2] + wx.2 * lattice[base + 4] + wx.3 * lattice[base + 6])
                    dy += weightY * (wx.0 * lattice[base + 1] + wx.1 * lattice[base + 3] + wx.2 * lattice[base + 5] + wx.3 * lattice[base + 7])
                }
                ink.dots[index].x += dx
                ink.dots[index].y += dy
            }
        }
    }

    /// The first of four lattice columns round a place in 0...1 (0 or 1), and their cubic B-spline weights.
    private static func splineWeights(_ place: Double) -> (Int, (Double, Double, Double, Double)) {
        let scaled = min(max(place, -0.1), 1.1) * 2
        let cell = scaled >= 1 ? 1 : 0
        let t = scaled - Double(cell)
        let s = 1 - t
        return (
            cell,
            (
                s * s * s / 6, (3 * t * t * t - 6 * t * t + 4) / 6, (3 * s * s * s - 6 * s * s + 4) / 6, t * t * t / 6
            )
        )
    }

    /// Proportions, slant and rotation of the whole digit.
    private static func place(_ ink: inout Ink, _ stream: inout RandomStream) {
        let width = 0.86 * (1 + 0.24 * stream.bell())
        // Most people slant to the right.
        let slant = 0.16 + 0.26 * stream.bell()
        // A rotation without sine and cosine: the rational points of the circle.
        let half = 0.06 * stream.bell()
        let cosine = (1 - half * half) / (1 + half * half)
        let sine = 2 * half / (1 + half * half)
        for index in ink.dots.indices {
            let y = ink.dots[index].y - 0.5
            let x = (ink.dots[index].x - 0.5) * max(0.35, width) - slant * y
            ink.dots[index].x = cosine * x - sine * y
            ink.dots[index].y = sine * x + cosine * y
        }
    }

    /// The pen: a width for the digit, and a pressure that changes slowly along the strokes.
    private static func press(_ ink: inout Ink, _ stream: inout RandomStream) {
        // One pen in eight is a broad one.
        let broad = stream.below(8) == 0 ? stream.uniform(0, 0.06) : 0
        let radius = max(0.036, 0.071 + 0.02 * stream.bell() + broad)
        let depth = stream.uniform(0, 0.3)
        var (from, to) = (stream.bell(), stream.bell())
        let period = 8
        for index in ink.dots.indices {
            if index % period == 0 { (from, to) = (to, stream.bell()) }
            let t = Double(index % period) / Double(period)
            let pressure = from + (to - from) * t * t * (3 - 2 * t)
            ink.dots[index].radius = radius * min(max(1 + depth * pressure + 0.08 * stream.bell(), 0.5), 1.6)
        }
    }
}

extension DigitStyle.Anchor {
    /// Lengthens (or shortens) the line that comes from `other`.
    fileprivate mutating func move(from other: Self, by share: Double) {
        x += (x - other.x) * share
        y += (y - other.y) * share
    }
}

extension RandomStream {
    /// Roughly normal with mean 0 and variance 1, never beyond 3.5: four uniform numbers added. No logarithm, no cosine.
    mutating func bell() -> Double {
        (uniform() + uniform() + uniform() + uniform() - 2) * 1.7320508075688772
    }
}
