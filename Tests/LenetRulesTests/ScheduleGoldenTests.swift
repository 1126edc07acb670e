import LenetEngine
import LenetRules
import LenetTestSupport
import Testing

struct GoldenSchedule: Decodable, CustomTestStringConvertible {
    let dialect, schedule: String
    let parameters: [String: GoldenValue]
    let lr: [Double]?
    var testDescription: String { "\(dialect) \(schedule) \(parameters)" }
    struct File: Decodable { let entries: [GoldenSchedule] }

    static func all() -> [GoldenSchedule] { (try? Golden.read("schedules.json", as: File.self))?.entries ?? [] }
}

@Suite struct ScheduleGoldenTests {
    /// Frameworks' names to ours, schedule by schedule; nil where this table does not know one.
    private static func setting(_ schedule: String, _ name: String, _ value: GoldenValue) -> [(String, RuleSetting.Value)]? {
        switch (schedule, name, value) {
        case (_, "base_lr", .number), (_, "initial_learning_rate", .number): []
        case ("step", "step_size", .number(let v)), ("step", "decay_steps", .number(let v)): [("every", .number(v))]
        case ("step", "gamma", .number(let v)), ("step", "decay_rate", .number(let v)): [("factor", .number(v))]
        case ("step", "staircase", .flag(true)): []
        case ("exponential", "gamma", .number(let v)), ("exponential", "decay_rate", .number(let v)): [("factor", .number(v))]
        case ("exponential", "decay_steps", .number(let v)): [("every", .number(v))]
        case ("exponential", "staircase", .flag(false)): []
        case ("cosine", "T_max", .number(let v)), ("cosine", "decay_steps", .number(let v)): [("over", .number(v))]
        case ("cosine", "eta_min", .number(let v)), ("cosine", "alpha", .number(let v)): [("lowest", .number(v))]
        case ("cosine-warmup", "start_factor", .number(let v)): [("from", .number(v))]
        case ("cosine-warmup", "end_factor", .number(1)): []
        case ("cosine-warmup", "total_iters", .number(let v)), ("cosine-warmup", "warmup_steps", .number(let v)): [("warmup", .number(v))]
        case ("cosine-warmup", "milestone", .number): []
        case ("cosine-warmup", "T_max", .number(let v)), ("cosine-warmup", "decay_steps", .number(let v)): [("over", .number(v))]
        case ("cosine-warmup", "eta_min", .number(let v)), ("cosine-warmup", "alpha", .number(let v)): [("lowest", .number(v))]
        case ("cosine-warmup", "warmup_target", .number): []
        case ("polynomial", "total_iters", .number(let v)), ("polynomial", "decay_steps", .number(let v)): [("over", .number(v))]
        case ("polynomial", "end_learning_rate", .number(let v)): [("lowest", .number(v))]
        case ("polynomial", "power", .number(let v)): [("power", .number(v))]
        case ("polynomial", "cycle", .flag(let v)): v ? [("cycle", true)] : []
        case ("linear", "start_factor", .number(let v)): [("from", .number(v))]
        case ("linear", "end_factor", .number(let v)): [("to", .number(v))]
        case ("linear", "total_iters", .number(let v)): [("over", .number(v))]
        case ("constant", "factor", .number(let v)): [("factor", .number(v))]
        case ("constant", "total_iters", .number(let v)): [("over", .number(v))]
        case ("inverse-time", "decay_rate", .number(let v)): [("factor", .number(v))]
        case ("inverse-time", "decay_steps", .number(let v)): [("every", .number(v))]
        case ("inverse-time", "staircase", .flag(let v)): v ? [("staircase", true)] : []
        default: nil
        }
    }

    /// PyTorch's ConstantLR is a lower rate for the first steps; `constant` here leaves the rate alone.
    private static let names = ["constant": "reduced_start", "inverse-time": "inverse_time", "cosine-warmup": "cosine_warmup"]

    static let skipped: [String: String] = [
        "multistep": "needs a list of epochs as a setting",
        "warm-restarts": "needs a schedule with a memory (block form)",
        "one-cycle": "sets momentum too (block form)",
        "cyclic": "needs the block form",
        "plateau": "reads a metric (block form)",
    ]

    @Test func thereAreEntries() throws {
        #expect(try !Golden.read("schedules.json", as: GoldenSchedule.File.self).entries.isEmpty)
    }

    @Test(arguments: GoldenSchedule.all()) func follows(_ entry: GoldenSchedule) throws {
        if let reason = Self.skipped[entry.schedule] {
            #expect(!reason.isEmpty)
            return
        }
        let dialect = try #require(Dialect(rawValue: entry.dialect))
        var settings: [String: RuleSetting.Value] = [:]
        for (name, value) in entry.parameters {
            let ours = try #require(Self.setting(entry.schedule, name, value), "unknown: \(name) = \(value)")
            for (name, value) in ours { settings[name] = value }
        }
        var base = 0.1
        if case .number(let rate)? = entry.parameters["base_lr"] ?? entry.parameters["initial_learning_rate"] { base = rate }
        if case .number(let target)? = entry.parameters["warmup_target"] {
            settings["from"] = .number(base)
            base = target
        }
        let name = Self.names[entry.schedule] ?? entry.schedule
        let rule = try RuleTexts("").library.use(
            RuleTexts.name("sgd"), dialect: dialect, settings: RuleTexts.settings(["lr": .number(base)]),
            schedule: ScheduleUse(name: RuleTexts.name(name), settings: RuleTexts.settings(settings)))
        // The frameworks' one clock is both of ours here: an update is an epoch.
        let rates = try #require(entry.lr)
        #expect(!rates.isEmpty)
        for (index, expected) in rates.enumerated() {
            let rate = rule.rate(ScheduleMoment(step: index, epoch: index, steps: rates.count, epochs: rates.count))
            #expect(abs(rate - expected) <= 1e-14, "update \(index): \(rate), not \(expected)")
        }
    }
}
