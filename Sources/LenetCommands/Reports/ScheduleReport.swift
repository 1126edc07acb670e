import LenetLab

/// The rates that a schedule will give, by epoch.
enum ScheduleReport {
    /// More rows than this are thinned out, and that is said.
    private static let mostRows = 40

    static func lines(_ forecast: ScheduleForecast, label: String, dialect: String) -> [String] {
        let every = (forecast.epochs + mostRows - 1) / mostRows
        var shown = Array(stride(from: 0, to: forecast.epochs, by: every))
        if shown.last != forecast.epochs - 1 { shown.append(forecast.epochs - 1) }
        let table = TextTable(
            [.init("epoch"), .init("first step"), .init("rate at its start"), .init("at its end")],
            forecast.rows(shown).map { row in
                [
                    NumberText.grouped(row.epoch), NumberText.grouped(row.step), NumberText.significant(row.first, 4),
                    NumberText.significant(row.last, 4),
                ]
            })
        let thinned = every > 1 ? ["one epoch in \(every) is shown, and the last"] : []
        return ["\(label), lr \(NumberText.plain(forecast.base)), \(forecast.length), \(dialect)"] + table.lines() + thinned
    }

    /// Of all epochs up to ten thousand; of more, of so many evenly spaced ones.
    static func records(_ forecast: ScheduleForecast) -> [Value] {
        let every = (forecast.epochs + 9_999) / 10_000
        return forecast.rows(Array(stride(from: 0, to: forecast.epochs, by: every))).map { row in
            .record(
                Record(
                    kind: "rate",
                    fields: [
                        ("epoch", .number(Double(row.epoch))), ("step", .number(Double(row.step))), ("first", .number(row.first)),
                        ("last", .number(row.last)),
                    ]))
        }
    }
}
