import LenetLab

/// A path over a landscape, for a terminal.
package enum PathReport {
    package static func lines(_ path: LandscapePath, width: Int) -> [String] {
        let words = endings(path).flatMap { TextFolding.folded($0, width: width, hanging: 2) }
        return [title(path), subtitle(path), ""] + table(path).lines() + words
    }

    /// `rosenbrock from (-1.5, 2)`
    package static func title(_ path: LandscapePath) -> String { "\(path.landscape.displayName) from \(point(path.start))" }

    /// `200 steps, keras, noise 2 (seed 0)`
    package static func subtitle(_ path: LandscapePath) -> String {
        var parts = [path.steps == 1 ? "1 step" : "\(NumberText.grouped(path.steps)) steps"]
        if path.epochs > 1 { parts[0] += " in \(NumberText.grouped(path.epochs)) epochs" }
        parts.append(path.dialect.rawValue)
        if path.noise.size > 0 { parts.append("noise \(NumberText.plain(path.noise.size)), seed \(path.noise.seed)") }
        return parts.joined(separator: ", ")
    }

    package static func table(_ path: LandscapePath) -> TextTable {
        let knowsMinimum = !path.landscape.minima.isEmpty
        let showsEnd = path.start.count <= 3
        var columns = [TextTable.Column("rule", .left), .init("height")]
        if knowsMinimum { columns += [.init("distance"), .init("reached")] }
        if showsEnd { columns += path.landscape.variables.map { TextTable.Column($0) } }
        return TextTable(
            columns,
            path.tracks.map { track in
                var row = [track.label, track.values.last.map { NumberText.significant($0, 4) } ?? "-"]
                if knowsMinimum {
                    row += [track.distance.map { NumberText.significant($0, 4) } ?? "-", track.reachedAt.map { NumberText.grouped($0) } ?? "-"]
                }
                if showsEnd { row += path.end(of: track).map { NumberText.significant($0, 4) } }
                return row
            })
    }

    /// What the columns mean, and which paths left what numbers can hold.
    private static func endings(_ path: LandscapePath) -> [String] {
        var lines: [String] = []
        if !path.landscape.minima.isEmpty {
            let what = path.landscape.minima.count == 1 ? "the minimum" : "the nearest minimum"
            lines.append("distance: from \(what); reached: the first step within \(NumberText.plain(path.within)) of it")
        }
        return lines + divergences(path)
    }

    package static func divergences(_ path: LandscapePath) -> [String] {
        path.tracks.compactMap { track in
            guard let step = track.divergedAt else { return nil }
            let last = track.values.last.map { NumberText.significant($0, 3) } ?? "-"
            return "\(track.label) diverged: at step \(NumberText.grouped(step)) its numbers stopped being finite; the height before was \(last)"
        }
    }

    /// `(-1.5, 2)`; long ones are cut.
    static func point(_ numbers: [Double]) -> String {
        let shown = numbers.prefix(6).map { NumberText.significant($0, 4) }
        return "(" + shown.joined(separator: ", ") + (numbers.count > 6 ? ", …" : "") + ")"
    }
}
