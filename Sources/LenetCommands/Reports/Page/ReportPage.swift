import LenetEngine
import LenetFigures
import LenetLab
import LenetSyntax

/// From results to the sections of a report.
struct ReportPage {
    let call: SentenceCall
    let session: Session

    /// A result with a section or more of its own.
    enum Subject {
        case comparison(Comparison)
        /// One training, or several that are shown beside each other.
        case runs([Run])
        case evaluation(TestResult)
        case path(LandscapePath)
        case figure(Figure)
        case table(TextTable)
        case text(String)
    }

    func report(of value: Value) throws -> HTMLReport {
        let subjects = try subjects(of: value)
        guard let first = subjects.first else { throw Failure(.report(.nothingFinished), at: call.span(of: "result")) }
        var sections: [HTMLReport.Section] = []
        for subject in subjects { sections += try self.sections(of: subject, isAlone: subjects.count == 1) }
        sections.append(HTMLReport.Section("How it was done", [.facts(facts(subjects))] + rules(subjects)))
        sections.append(HTMLReport.Section("Do it again", again(subjects)))
        return HTMLReport(
            title: call.text("title") ?? title(first, count: subjects.count), lead: lead(first), sections: sections,
            foot: "Written by lenet \(lenetVersion), \(CalendarTime.now.universal). This page is one file and loads nothing from elsewhere.")
    }

    // MARK: What is reported

    private func subjects(of value: Value) throws -> [Subject] {
        switch value {
        case .comparison(let comparison):
            guard !comparison.runs.isEmpty else { throw Failure(.report(.nothingFinished), at: call.span(of: "result")) }
            return [.comparison(comparison)]
        case .run(let run): return [.runs([run])]
        case .evaluation(let result): return [.evaluation(result)]
        case .path(let path): return [.path(path)]
        case .figure(let figure): return [.figure(figure)]
        case .table(let table): return [.table(table)]
        case .text(let text): return [.text(text)]
        case .list(let values):
            let runs = values.compactMap { if case .run(let run) = $0 { run } else { nil } }
            if runs.count > 1, runs.count == values.count { return [.runs(runs)] }
            let records = values.compactMap { if case .record(let record) = $0 { record } else { nil } }
            if !records.isEmpty, records.count == values.count { return [.table(ValueDrawing.table(records))] }
            return try values.flatMap { try subjects(of: $0) }
        default: throw Failure(.report(.notReportable(found: value.kind.phrase)), at: call.span(of: "result"))
        }
    }

    private func title(_ subject: Subject, count: Int) -> String {
        if count > 1 { return "Report of \(count) results" }
        switch subject {
        case .comparison(let comparison):
            let labels = comparison.entries.map(\.label)
            return labels.count > 4 ? "\(labels.count) contestants side by side" : labels.spoken + " side by side"
        case .runs(let runs): return runs.count == 1 ? "Training \(runs[0].model) with \(runs[0].label)" : "\(runs.count) trainings"
        case .evaluation(let result): return "An evaluation on \(result.split) images"
        case .path(let path): return "Paths on \(PathReport.title(path))"
        case .figure(let figure): return figure.title
        case .table, .text: return "Report"
        }
    }

    /// What it was, in a line or two.
    private func lead(_ subject: Subject) -> [String] {
        switch subject {
        case .comparison(let comparison):
            guard let run = comparison.runs.first else { return [] }
            let seeds = comparison.seeds.count == 1 ? "seed \(comparison.seeds[0])" : "\(comparison.seeds.count) seeds"
            var lines = [
                "\(run.model) on \(comparison.dataset), \(epochs(comparison.epochs)), batch \(comparison.batchSize), loss \(comparison.loss), \(seeds), \(run.dialect.rawValue)."
            ]
            lines.append("For each seed, all of them started from the same weights and saw the same batches in the same order.")
            if comparison.isInterrupted { lines.append("It was interrupted: only the runs that were finished are shown.") }
            return lines
        case .runs(let runs): return runs.count == 1 ? [RunReport.conclusion(runs[0]) + "."] : []
        case .evaluation(let result): return [EvaluationReport.sentence(result) + "."]
        case .path(let path): return [PathReport.subtitle(path) + "."]
        case .figure, .table, .text: return []
        }
    }

    func epochs(_ count: Int) -> String { count == 1 ? "1 epoch" : "\(count) epochs" }

    // MARK: Sections

    private func sections(of subject: Subject, isAlone: Bool) throws -> [HTMLReport.Section] {
        switch subject {
        case .comparison(let comparison): return try sections(of: comparison)
        case .runs(let runs): return try sections(of: runs)
        case .evaluation(let result):
            return [HTMLReport.Section("Evaluation on \(result.split) images", blocks(of: result))]
        case .path(let path): return [section(of: path)]
        case .figure(let figure): return [HTMLReport.Section(figure.title, [.figure(figure, caption: figure.subtitle)])]
        case .table(let table): return [HTMLReport.Section("Table", [.table(table, caption: "As it was computed.")])]
        case .text(let text): return [HTMLReport.Section("Words", text.split(separator: "\n").map { .paragraph(String($0)) })]
        }
    }

    private func sections(of comparison: Comparison) throws -> [HTMLReport.Section] {
        let runs = comparison.runs
        var sections = [
            HTMLReport.Section(
                "What came of it",
                [
                    .list(comparison.verdicts),
                    .table(
                        comparison.table,
                        caption: "Measured on \(comparison.measuredOn) images with the final weights"
                            + (comparison.seeds.count > 1 ? ", means of \(comparison.seeds.count) seeds" : "")
                            + "; the interval is Wilson's; time is that of training alone."),
                    .figure(
                        BarsPlot.accuracies(comparison),
                        caption: "Where the lines of two rules overlap, the images alone do not tell which is better; the verdicts above know more, since all rules saw the same images."),
                ]),
            HTMLReport.Section("Along the way", curves(runs)),
        ]
        if let section = try weightSection(runs) { sections.append(section) }
        let confusions = comparison.ranked.map { entry in
            HTMLReport.Block.folded(
                entry.label,
                [.confusion(Self.sum(entry.evaluations.map(\.confusion)), caption: "\(entry.label), \(comparison.measuredOn) images of \(entry.evaluations.count == 1 ? "1 run" : "\(entry.evaluations.count) runs"): the row is the class, the column what the network said.")])
        }
        sections.append(HTMLReport.Section("What was taken for what", confusions))
        sections.append(HTMLReport.Section("Every run", [.table(RunReport.table(runs), caption: "Equal fingerprints mean equal weights, to the last bit.")]))
        return sections
    }

    private func sections(of runs: [Run]) throws -> [HTMLReport.Section] {
        var sections: [HTMLReport.Section] = []
        var outcome: [HTMLReport.Block] = []
        for run in runs {
            if let divergence = run.divergence { outcome.append(.paragraph("\(run.label) diverged: \(divergence.sentence).")) }
        }
        outcome.append(.table(RunReport.table(runs), caption: "With the final weights. Equal fingerprints mean equal weights, to the last bit."))
        sections.append(HTMLReport.Section("What came of it", outcome))
        sections.append(HTMLReport.Section("Along the way", curves(runs)))
        if let section = try weightSection(runs) { sections.append(section) }
        if runs.count == 1, let result = try evaluation(of: runs[0]) {
            sections.append(HTMLReport.Section("Evaluation on \(result.split) images", blocks(of: result)))
        }
        return sections
    }

    private func curves(_ runs: [Run]) -> [HTMLReport.Block] {
        let histories = runs.filter { $0.result.history.count > 1 }
        guard !histories.isEmpty else { return [.paragraph("No epoch was finished, so there is no curve.")] }
        let curves = HistoryCurves(histories)
        let seeds = Set(histories.map(\.seed)).count
        let note = seeds > 1 ? " The line is the mean of \(seeds) seeds, the band goes from the lowest to the highest." : ""
        return [
            .figure(AccuracyPlot.figure(curves), caption: "The share of images told right, after every epoch; epoch 0 is the start." + note),
            .figure(LossPlot.figure(curves), caption: "What the training makes small, after every epoch." + note),
        ]
    }

    private static func sum(_ tables: [[[Int]]]) -> [[Int]] {
        guard var sum = tables.first else { return [] }
        for table in tables.dropFirst() {
            for (row, counts) in table.enumerated() where sum.indices.contains(row) {
                for (column, count) in counts.enumerated() where sum[row].indices.contains(column) { sum[row][column] += count }
            }
        }
        return sum
    }

    // MARK: Evaluations

    private func blocks(of result: TestResult) -> [HTMLReport.Block] {
        [
            .paragraph(EvaluationReport.sentence(result) + "."),
            .table(EvaluationReport.table(result), caption: "Precision: of the images said to be of a class, how many are. Recall: of those of a class, how many were said to be."),
            .confusion(result.evaluation.confusion, caption: "The row is the class, the column what the network said."),
        ]
    }

    /// Of a run whose network is still the session's; else nobody has its weights any more.
    private func evaluation(of run: Run) throws -> TestResult? {
        guard let state = session.training, state.network.fingerprint == run.result.fingerprint, let data = session.dataset,
            run.divergence == nil
        else { return nil }
        let judging = data.judging
        do {
            let evaluation = try session.machine().evaluate(
                state.evaluationNetwork, on: judging.images, loss: session.lossInUse, isInterrupted: session.isInterrupted)
            return TestResult(split: judging.name, loss: session.lossInUse.name, evaluation: evaluation)
        } catch .interrupted {
            throw Failure(.interrupted, at: nil)
        } catch {
            throw Failure(.engine(error), at: call.sentence.span)
        }
    }
}
