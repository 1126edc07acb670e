extension Comparison {
    /// A row for each rule, in the order in which they were named; `best` is the epoch with the best accuracy.
    package var table: TextTable {
        let hasSpread = seeds.count > 1
        let hasTest = entries.contains { !$0.testAccuracies.isEmpty }
        var columns: [TextTable.Column] = [.init("rule", .left), .init(hasTest ? measuredOn : "accuracy"), .init("95% interval", .left)]
        if hasSpread { columns.append(.init("spread")) }
        if hasTest { columns.append(.init("test")) }
        columns += [.init("loss"), .init("best"), .init("time"), .init("images/s")]
        return TextTable(
            columns,
            entries.map { entry in
                guard !entry.runs.isEmpty else { return [entry.label, "-"] }
                let interval = entry.interval
                var cells = [
                    entry.label, NumberText.fixed(entry.accuracy, decimals: 4),
                    NumberText.fixed(interval.lower, decimals: 4) + " - " + NumberText.fixed(interval.upper, decimals: 4),
                ]
                if hasSpread { cells.append(NumberText.fixed(entry.spread, decimals: 4)) }
                if hasTest { cells.append(NumberText.fixed(Summary.mean(entry.testAccuracies), decimals: 4)) }
                cells += [
                    NumberText.significant(entry.loss, 4), bestEpochs(entry), NumberText.duration(entry.seconds),
                    NumberText.grouped(NumberText.fixed(entry.imagesPerSecond, decimals: 0)),
                ]
                return cells
            })
    }

    /// `5`, or `4-5` over several seeds.
    private func bestEpochs(_ entry: Entry) -> String {
        let epochs = entry.runs.compactMap { $0.bestEpoch?.epoch }
        guard let first = epochs.min(), let last = epochs.max() else { return "-" }
        return first == last ? "\(first)" : "\(first)-\(last)"
    }
}
