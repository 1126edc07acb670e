/// A picture as facts: what it is called, what its axes measure, what is shown. Back ends draw it: `SVGDrawing` for files,
/// `TerminalDrawing` for a terminal. A figure knows nothing of where its numbers come from.
///
///     var figure = Figure(title: "Learning rate", x: Axis("epoch"), y: Axis("learning rate"))
///     figure.series = [Series("cosine", points)]
package struct Figure: Sendable, Hashable {
    package var title: String
    /// What it was made from, in a smaller letter; empty where the title says all.
    package var subtitle: String
    package var x: Axis
    package var y: Axis
    /// In the order of their colours and letters.
    package var series: [Series]
    /// What is shown in the place of curves.
    package var content = FigureContent.curves
    /// With it the figure is a map, and its series are paths on it.
    package var contours: ContourLayer?
    /// A value that the eye measures by: a dotted line across the curves, or down the bars. The axis of values always reaches it; what
    /// it stands for is said in the subtitle.
    package var guide: Double?

    package init(title: String, subtitle: String = "", x: Axis, y: Axis, series: [Series] = [], contours: ContourLayer? = nil) {
        self.title = title
        self.subtitle = subtitle
        self.x = x
        self.y = y
        self.series = series
        self.contours = contours
    }

    /// A figure of something else than curves.
    package init(title: String, subtitle: String = "", x: Axis = Axis(""), y: Axis = Axis(""), content: FigureContent) {
        self.init(title: title, subtitle: subtitle, x: x, y: y)
        self.content = content
    }
}

/// What one direction of a figure measures.
package struct Axis: Sendable, Hashable {
    package enum Scale: Sendable, Hashable {
        case linear
        /// Only numbers above 0 have a place.
        case logarithmic
    }
    /// With its unit, if it has one: "time (seconds)".
    package var title: String
    package var scale: Scale
    /// No tick stands between whole numbers: epochs.
    package var isWhole: Bool
    /// Where the axis must begin or end, whatever the data: accuracy ends at 1.
    package var limits: ClosedRange<Double>?

    package init(_ title: String, scale: Scale = .linear, isWhole: Bool = false, limits: ClosedRange<Double>? = nil) {
        self.title = title
        self.scale = scale
        self.isWhole = isWhole
        self.limits = limits
    }
}

/// One curve, and perhaps the band that it is the middle of.
package struct Series: Sendable, Hashable {
    package struct Point: Sendable, Hashable {
        package var x: Double
        package var y: Double
        package init(_ x: Double, _ y: Double) {
            self.x = x
            self.y = y
        }
    }
    /// From the lowest to the highest of several runs.
    package struct Spread: Sendable, Hashable {
        package var x: Double
        package var lower: Double
        package var upper: Double
        package init(x: Double, lower: Double, upper: Double) {
            self.x = x
            self.lower = lower
            self.upper = upper
        }
    }
    package var label: String
    /// With rising x. A number that is none interrupts the curve.
    package var points: [Point]
    package var band: [Spread]
    /// Measurements are marked; a formula's curve is a line alone.
    package var marksPoints: Bool
    /// In the background: noise that another curve is the middle of.
    package var isFaint = false

    package init(_ label: String, _ points: [Point], band: [Spread] = [], marksPoints: Bool = false) {
        self.label = label
        self.points = points
        self.band = band
        self.marksPoints = marksPoints
    }
}
