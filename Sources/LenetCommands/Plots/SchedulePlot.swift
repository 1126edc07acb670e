import LenetCards
import LenetFigures
import LenetLab

/// `plot schedule cosine lr 0.1 epochs 10`, `plot schedule [constant, cosine]`
package enum SchedulePlot: PlotDefinition {
    package static let card = Card(
        .plot, "schedule", "The learning rate over a training, before it runs.",
        [
            Parameter(
                "schedule", .positional, .either([.name(of: [.schedule], called: true), .list(.name(of: [.schedule], called: true))]),
                "A schedule, whose settings may follow, or a list of them.")
        ] + ScheduleForecast.parameters,
        takesRuleOptions: true,
        examples: [
            Example("plot schedule cosine lr 0.1 epochs 10 batch 128", "a rate that falls"),
            Example("plot schedule [step(every: 3), cosine] lr 0.1 epochs 10", "two beside each other"),
        ])

    package static func figure(_ call: SentenceCall, in session: Session) throws -> Figure {
        let forecasts: [(label: String, forecast: ScheduleForecast)]
        switch call.value("schedule") {
        case .schedule(let choice)?:
            let chosen = try choice.extended(by: call.ruleSettings)
            forecasts = [(chosen.phrase, try ScheduleForecast(chosen, call, in: session))]
        case .list(let values)?:
            if let setting = call.ruleSettings.first { throw Failure(.settingOfSeveral(setting.name.text, example: "plot schedule [step(every: 3), cosine]"), at: setting.name.span) }
            if values.isEmpty { throw Failure(.emptyList(function: "plot schedule"), at: call.span(of: "schedule")) }
            forecasts = try values.map { value in
                guard case .schedule(let choice) = value else {
                    throw Failure(.wrongKind(wanted: "a schedule", found: value.kind.phrase), at: call.span(of: "schedule"))
                }
                return (choice.phrase, try ScheduleForecast(choice, call, in: session))
            }
        default: preconditionFailure("the card declares schedule")
        }
        let first = forecasts[0].forecast
        let title = forecasts.count == 1 ? "Learning rate under \(forecasts[0].label)" : "Learning rate"
        return Figure(
            title: title, subtitle: "lr \(NumberText.plain(first.base)), \(first.length), \(session.dialect.rawValue)",
            x: Axis("epochs done", isWhole: true), y: Axis("learning rate"),
            series: forecasts.map { Series($0.label, $0.forecast.points()) })
    }
}
