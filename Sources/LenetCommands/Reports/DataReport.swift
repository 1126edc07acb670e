import LenetData
import LenetLab

/// What `show data` prints: shapes, counts for each class, mean, source and checksums.
package enum DataReport {
    package static func lines(_ dataset: Dataset) -> [String] {
        let summary = dataset.summary()
        var lines = [
            "\(summary.name): images of \(summary.height)x\(summary.width)x\(summary.channels), \(summary.classes) classes",
            "source: \(summary.source)",
        ]
        var table = TextTable(
            [.init("class", .left)] + summary.splits.map { TextTable.Column($0.name) },
            (0..<summary.classes).map { label in
                ["\(label)"] + summary.splits.map { NumberText.grouped($0.perClass[label]) }
            })
        table.rows.append(["images"] + summary.splits.map { NumberText.grouped($0.count) })
        table.hasTotals = true
        lines += table.lines()
        lines += TextTable(
            [.init("pixels, 0 to 1", .left)] + summary.splits.map { TextTable.Column($0.name) },
            [
                ["mean"] + summary.splits.map { NumberText.fixed($0.mean, decimals: 4) },
                ["standard deviation"] + summary.splits.map { NumberText.fixed($0.standardDeviation, decimals: 4) },
            ]
        ).lines()
        if summary.unusedCount > 0 { lines.append("unused: \(NumberText.grouped(summary.unusedCount)) training images") }
        lines += summary.checksums.map { "sha-256 \($0)" }
        return lines
    }

    /// One line for `load`.
    package static func line(_ dataset: Dataset) -> String {
        var parts = ["\(NumberText.grouped(dataset.training.count)) training"]
        if let validation = dataset.validation { parts.append("\(NumberText.grouped(validation.count)) validation") }
        parts.append("\(NumberText.grouped(dataset.test.count)) test images")
        let images = dataset.training.images
        var line =
            "\(dataset.name): " + parts.joined(separator: ", ")
            + " of \(images.height)x\(images.width)x\(images.channels), \(images.classes) classes (\(dataset.source))"
        if dataset.unusedCount > 0 { line += "; \(NumberText.grouped(dataset.unusedCount)) training images are left unused" }
        return line
    }
}
