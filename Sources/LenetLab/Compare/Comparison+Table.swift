extension Comparison {
    /// A row for each entry, in the order in which they were named; `best` is the epoch with the best accuracy, `to 0.98` the first
    /// that reached the target.
    package var table: TextTable {
        let hasSpread = seeds.count > 1
        let hasTest = entries.contains { !$0.testAccuracies.isEmpty }
        var columns: [TextTable.Column] = [.init(subject.heading, .left), .init(hasTest ? measuredOn : "accuracy"), .init("95% interval", .left)]
        if hasSpread { columns.append(.init("spread")) }
        if hasTest { columns.append(.init("test")) }
        // Losses of several kinds are no figures of one kind.
        let hasLoss = subject != .losses
        if hasLoss { columns.append(.init("loss")) }
        columns.append(.init("best"))
        if let target { columns.append(.init("to \(NumberText.plain(target))")) }
        columns += [.init("time"), .init("images/s")]
        return TextTable(
            columns,
            entries.map { entry in
                guard !entry.runs.isEmpty else { return [entry.label, "-"] }
                let interval = entry.interval
                var cells = [
                    entry.label, NumberText.fixed(entry.accuracy, decimals: 4),
                    NumberText.fixed(interval.lower, decimals: 4) + "-" + NumberText.fixed(interval.upper, decimals: 4),
                ]
                if hasSpread { cells.append(NumberText.fixed(entry.spread, decimals: 4)) }
                if hasTest { cells.append(NumberText.fixed(Summary.mean(entry.testAccuracies), decimals: 4)) }
                if hasLoss { cells.append(NumberText.significant(entry.meanLoss, 4)) }
                cells.append(span(entry.runs.compactMap { $0.bestEpoch?.epoch }))
                if let target { cells.append(reached(entry.epochs(to: target))) }
                cells += [
                    NumberText.duration(entry.seconds),
                    NumberText.grouped(NumberText.fixed(entry.imagesPerSecond, decimals: 0)),
                ]
                return cells
            })
    }

    /// `5`, or `4-5` over several seeds.
    private func span(_ epochs: [Int]) -> String {
        guard let first = epochs.min(), let last = epochs.max() else { return "-" }
        return first == last ? "\(first)" : "\(first)-\(last)"
    }

    /// `-` where no run got there, `3 (2 of 3)` where not all did.
    private func reached(_ epochs: [Int?]) -> String {
        let there = epochs.compactMap { $0 }
        return there.isEmpty || there.count == epochs.count ? span(there) : "\(span(there)) (\(there.count) of \(epochs.count))"
    }
}

extension Comparison.Subject {
    /// Above the names of the entries.
    package var heading: String {
        switch self {
        case .rules: "rule"
        case .losses: "loss"
        case .models: "model"
        case .batches: "batch"
        }
    }
}
