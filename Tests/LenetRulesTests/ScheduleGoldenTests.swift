import LenetEngine
import LenetRules
import LenetTestSupport
import Testing

struct GoldenSchedule: Decodable, CustomTestStringConvertible {
    let dialect, schedule: String
    let parameters: [String: GoldenValue]
    let lr, momentum, metric, lr_after: [Double]?
    var testDescription: String { "\(dialect) \(schedule) \(parameters)" }
    struct File: Decodable { let entries: [GoldenSchedule] }

    static func all() -> [GoldenSchedule] { (try? Golden.read("schedules.json", as: File.self))?.entries ?? [] }
}

@Suite struct ScheduleGoldenTests {
    @Test func thereAreEntries() throws {
        #expect(try !Golden.read("schedules.json", as: GoldenSchedule.File.self).entries.isEmpty)
    }

    @Test(arguments: GoldenSchedule.all()) func follows(_ entry: GoldenSchedule) throws {
        let dialect = try #require(Dialect(rawValue: entry.dialect))
        let use = try ScheduleNames.use(entry)
        let rule = try RuleTexts("").library.use(
            RuleTexts.name("sgd"), dialect: dialect, settings: RuleTexts.settings(["lr": .number(use.base)]),
            schedule: ScheduleUse(name: RuleTexts.name(use.name), settings: RuleTexts.settings(use.settings)))
        #expect(entry.lr != nil || entry.lr_after != nil)
        if let metric = entry.metric {
            try followsMetric(rule, metric, try #require(entry.lr_after))
        } else {
            try follows(rule, try #require(entry.lr), entry.momentum)
        }
    }

    /// The frameworks' one clock is both of ours here: an update is an epoch.
    private func follows(_ rule: RuleInUse, _ rates: [Double], _ momenta: [Double]?) throws {
        #expect(!rates.isEmpty)
        var schedule = rule.startSchedule()
        for (index, expected) in rates.enumerated() {
            schedule.advance(to: ScheduleMoment(step: index, epoch: index, steps: rates.count, epochs: rates.count))
            #expect(abs(schedule.rate - expected) <= 1e-14, "update \(index): \(schedule.rate), not \(expected)")
            if let momentum = momenta?[index] {
                let have = try #require(schedule.momentum)
                #expect(abs(have - momentum) <= 1e-14, "update \(index): momentum \(have), not \(momentum)")
                #expect(rule.momentumName == "momentum")
            }
        }
    }

    private func followsMetric(_ rule: RuleInUse, _ metric: [Double], _ after: [Double]) throws {
        #expect(!metric.isEmpty && metric.count == after.count)
        var schedule = rule.startSchedule()
        for (index, value) in metric.enumerated() {
            let moment = ScheduleMoment(step: index, epoch: index, steps: metric.count, epochs: metric.count)
            schedule.advance(to: moment)
            if index > 0 { #expect(abs(schedule.rate - after[index - 1]) <= 1e-14, "before update \(index)") }
            schedule.report(metric: value, accuracy: value, at: moment)
            #expect(abs(schedule.rate - after[index]) <= 1e-14, "epoch \(index): \(schedule.rate), not \(after[index])")
        }
    }
}
