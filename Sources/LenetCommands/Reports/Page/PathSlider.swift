import LenetFigures
import LenetLab

// Rules on their way over a landscape.

extension ReportPage {
    /// More points than this are thinned out: a page holds every one of them.
    private static let mostPoints = 1500

    func section(of path: LandscapePath) -> HTMLReport.Section {
        let isMap = path.landscape.variables.count == 2
        var figure = isMap ? PathPlot.map(path, [0, 1]) : PathPlot.heights(path, isLogarithmic: false)
        let longest = path.tracks.map(\.values.count).max() ?? 1
        let every = max(1, (longest + Self.mostPoints - 1) / Self.mostPoints)
        let shown = path.landscape.variables.prefix(4)
        var tracks: [SteppedFigure.Track] = []
        for (index, track) in path.tracks.enumerated() {
            let points = path.points(of: track)
            let places = stride(from: 0, to: min(points.count, track.values.count), by: every)
            figure.series[index].points = places.map {
                isMap ? .init(points[$0][0], points[$0][1]) : .init(Double($0), track.values[$0])
            }
            tracks.append(
                SteppedFigure.Track(
                    label: track.label,
                    rows: places.map { place in
                        points[place].prefix(shown.count).map { NumberText.significant($0, 5) } + [NumberText.significant(track.values[place], 5)]
                    }))
        }
        let stepped = SteppedFigure(figure: figure, columns: shown + ["height"], tracks: tracks, every: every)
        var blocks: [HTMLReport.Block] = [
            .table(PathReport.table(path), caption: path.landscape.minima.isEmpty ? "Where the paths end." : "Where the paths end; reached is the first step within \(NumberText.plain(path.within)) of a minimum.")
        ]
        blocks += PathReport.divergences(path).map { .paragraph($0 + ".") }
        blocks.append(
            .stepped(
                stepped,
                caption: (isMap ? "A map of the landscape with the way of each rule." : "The height of the landscape along the way of each rule.")
                    + (every > 1 ? " Every \(NumberText.grouped(every))th step is shown." : "")))
        if isMap {
            let heights = path.tracks.flatMap(\.values)
            let isSteep = (heights.min() ?? 0) > 0 && (heights.max() ?? 0) > 100 * (heights.min() ?? 0)
            blocks.append(.figure(PathPlot.heights(path, isLogarithmic: isSteep), caption: "How high each rule stood after every step" + (isSteep ? ", in powers of ten." : ".")))
        }
        return HTMLReport.Section("Paths on \(PathReport.title(path))", blocks)
    }
}
