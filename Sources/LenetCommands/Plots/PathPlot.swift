import LenetCards
import LenetEngine
import LenetFigures
import LenetLab
import LenetRules

/// `plot path of [sgd(lr: 0.001), adam(lr: 0.1)] on rosenbrock from [-1.5, 2] steps 200`
package enum PathPlot: PlotDefinition {
    package static let card = Card(
        .plot, "path", "A map of a landscape with the paths of rules; or its heights along them.",
        [
            Parameter(
                "of", .option,
                .either([.list(.name(of: [.optimizer], called: true)), .name(of: [.optimizer], called: true), .value]),
                "A rule, a list of rules, or a path that was kept.")
        ] + PathRequest.parameters(areRequired: false) + [
            Parameter("x", .option, .list(.number(.any)), default: .absent("What shows the paths."), "The ends of the map's x axis: [-2, 2]."),
            Parameter("y", .option, .list(.number(.any)), default: .absent("What shows the paths."), "The ends of the map's y axis."),
            Parameter(
                "across", .option, .list(.text), default: .absent("The two variables that there are."),
                "Of more than two variables, the two that are drawn: [\"a\", \"b\"]. There are no lines of equal height then."),
            Parameter("heights", .flag, .flag, default: .flag(false), "The landscape's height against the steps, in place of a map."),
            Parameter("log", .flag, .flag, default: .flag(false), "With heights: the axis counts in powers of ten."),
        ],
        examples: [
            Example("plot path of [sgd(lr: 0.001), adam(lr: 0.1)] on rosenbrock from [-1.5, 2] steps 200", "a map of two paths"),
            Example("let p = path of [sgd(lr: 0.1), adam(lr: 0.3)] on bowl from [-4, 3] steps 60\nplot path of p heights log", "heights against steps"),
        ])

    package static func figure(_ call: SentenceCall, in session: Session) throws -> Figure {
        guard let value = call.value("of") else { preconditionFailure("the card declares of") }
        let path = try PathRequest.path(of: value, call, in: session)
        for line in PathReport.divergences(path) { session.note(line) }
        if call.flag("heights") {
            if let word = ["x", "y", "across"].first(where: call.isGiven) {
                throw Failure(.landscape(.onlyOfMaps(word)), at: call.span(of: word))
            }
            return heights(path, isLogarithmic: call.flag("log"))
        }
        if call.isGiven("log") { throw Failure(.landscape(.onlyOfHeights("log")), at: call.span(of: "log")) }
        let shown = try shownVariables(path, call)
        return map(path, shown, try window("x", call), try window("y", call))
    }

    // MARK: Heights

    static func heights(_ path: LandscapePath, isLogarithmic: Bool) -> Figure {
        Figure(
            title: "Heights on \(PathReport.title(path))", subtitle: PathReport.subtitle(path), x: Axis("step", isWhole: true),
            y: Axis("height", scale: isLogarithmic ? .logarithmic : .linear),
            series: path.tracks.map { track in
                // A thousand points are more than a figure shows.
                let every = max(1, track.values.count / 1000)
                let points = track.values.enumerated().filter { $0.offset % every == 0 || $0.offset == track.values.count - 1 }
                return Series(track.label, points.map { Series.Point(Double($0.offset), $0.element) })
            })
    }

    // MARK: Maps

    private static func shownVariables(_ path: LandscapePath, _ call: SentenceCall) throws -> [Int] {
        let variables = path.landscape.variables
        guard case .list(let values)? = call.value("across") else {
            guard variables.count == 2 else {
                throw Failure(.landscape(.twoVariablesNeeded(path.landscape.name, count: variables.count)), at: call.span(of: "of"))
            }
            return [0, 1]
        }
        let names = values.compactMap { if case .text(let name) = $0 { name } else { nil } }
        let shown = names.compactMap { variables.firstIndex(of: $0) }
        guard shown.count == 2, names.count == 2, shown[0] != shown[1] else {
            throw Failure(.landscape(.twoOf(variables)), at: call.span(of: "across"))
        }
        return shown
    }

    private static func window(_ name: String, _ call: SentenceCall) throws -> ClosedRange<Double>? {
        guard case .list(let values)? = call.value(name) else { return nil }
        let ends = values.compactMap { if case .number(let x) = $0 { x } else { nil } }
        guard ends.count == 2, ends[0] < ends[1] else { throw Failure(.landscape(.badWindow(name)), at: call.span(of: name)) }
        return ends[0]...ends[1]
    }

    static func map(_ path: LandscapePath, _ shown: [Int], _ x: ClosedRange<Double>? = nil, _ y: ClosedRange<Double>? = nil) -> Figure {
        let landscape = path.landscape
        let tracks = path.tracks.map { track in path.points(of: track).map { Series.Point($0[shown[0]], $0[shown[1]]) } }
        let minima = landscape.minima.map { Series.Point($0[shown[0]], $0[shown[1]]) }
        let start = Series.Point(path.start[shown[0]], path.start[shown[1]])
        let region = landscape.remarks.region.map { (x: $0[shown[0]], y: $0[shown[1]]) }
        let frame = MapWindow(start: start, minima: minima, tracks: tracks, region: region)
        let (across, up) = (x ?? frame.x, y ?? frame.y)
        var layer: ContourLayer
        if landscape.variables.count == 2 {
            let side = 141
            func ends(_ range: ClosedRange<Double>) -> [Double] {
                (0..<side).map { range.lowerBound + (range.upperBound - range.lowerBound) * Double($0) / Double(side - 1) }
            }
            let (columns, rows) = (ends(across), ends(up))
            let heights =
                shown == [0, 1]
                ? landscape.values(x: columns, y: rows)
                : rows.flatMap { row in columns.map { landscape.value(at: [row, $0]) } }
            layer = ContourLayer(
                x: across, y: up, columns: side, rows: side, heights: heights, least: landscape.minima.map { landscape.value(at: $0) }.min())
        } else {
            layer = ContourLayer(x: across, y: up)
        }
        layer.start = start
        layer.minima = minima
        var subtitle = PathReport.subtitle(path)
        if landscape.variables.count > 2 { subtitle += ", two of \(landscape.variables.count) variables" }
        return Figure(
            title: "Paths on \(PathReport.title(path))", subtitle: subtitle, x: Axis(landscape.variables[shown[0]]),
            y: Axis(landscape.variables[shown[1]]),
            series: zip(path.tracks, tracks).map { track, points in Series(label(track, points, layer), points) }, contours: layer)
    }

    private static func label(_ track: LandscapePath.Track, _ points: [Series.Point], _ layer: ContourLayer) -> String {
        if let step = track.divergedAt { return "\(track.label) (diverged at step \(step))" }
        guard let end = points.last, !layer.contains(end) else { return track.label }
        return "\(track.label) (ends outside)"
    }
}
