import LenetCards
import LenetEngine
import LenetRules
import LenetSyntax
import Testing

/// What a schedule's settings may be, and what is said of those that may not.
@Suite struct ScheduleRangeTests {
    struct Wrong: Sendable, CustomTestStringConvertible {
        var schedule: String
        var settings: [(String, RuleSetting.Value)]
        var code: String
        var title: String
        var dialect = Dialect.keras
        var testDescription: String { title }
    }

    static let wrong: [Wrong] = [
        Wrong(schedule: "step", settings: [("every", .number(-1))], code: "E0353", title: "every -1 is out of range"),
        Wrong(schedule: "step", settings: [("every", .number(0))], code: "E0353", title: "every 0 is out of range"),
        Wrong(schedule: "step", settings: [("factor", .number(-0.5))], code: "E0353", title: "factor -0.5 is out of range"),
        Wrong(schedule: "linear", settings: [("from", .number(-0.5))], code: "E0353", title: "from -0.5 is out of range"),
        Wrong(schedule: "polynomial", settings: [("power", .number(-2))], code: "E0353", title: "power -2 is out of range"),
        Wrong(schedule: "warm_restarts", settings: [("grow", .number(0))], code: "E0353", title: "grow 0 is out of range"),
        Wrong(schedule: "warm_restarts", settings: [("grow", .number(0.5))], code: "E0353", title: "grow 0.5 is out of range", dialect: .torch),
        Wrong(schedule: "cosine", settings: [("lowest", .number(-1))], code: "E0353", title: "lowest -1 is out of range"),
        Wrong(schedule: "plateau", settings: [("patience", .number(-1))], code: "E0353", title: "patience -1 is out of range"),
        Wrong(schedule: "multistep", settings: [("milestones", .list([5, -1]))], code: "E0353", title: "milestones -1 is out of range"),
        Wrong(
            schedule: "multistep", settings: [("milestones", .list([12, 5]))], code: "E0364",
            title: "the milestones of 'multistep' are not in order"),
        Wrong(
            schedule: "piecewise", settings: [("milestones", .list([5, 12])), ("values", .list([0.1, 0.05]))], code: "E0364",
            title: "'piecewise' wants one value more than it has milestones"),
        Wrong(
            schedule: "piecewise", settings: [("milestones", .list([5])), ("values", .list([0.1, 0.05, 0.01]))], code: "E0364",
            title: "'piecewise' wants one value more than it has milestones"),
    ]

    @Test(arguments: wrong) func isRefused(_ wrong: Wrong) throws {
        let settings = wrong.settings.map { RuleSetting(RuleTexts.name($0.0), $0.1) }
        let error = try #require(throws: RuleError.self) {
            try RuleTexts("").library.use(
                RuleTexts.name("sgd"), dialect: wrong.dialect, settings: [],
                schedule: ScheduleUse(name: RuleTexts.name(wrong.schedule), settings: settings))
        }
        #expect(error.diagnostic.code == wrong.code)
        #expect(error.diagnostic.title == wrong.title)
    }

    @Test func takesTheEndsOfTheRanges() throws {
        for (schedule, name, value) in [
            ("step", "factor", RuleSetting.Value.number(0)), ("linear", "to", .number(0)), ("warm_restarts", "grow", .number(1)),
            ("multistep", "milestones", .list([0, 5, 5, 9])), ("warmup", "over", .number(0)),
        ] {
            _ = try RuleTexts("").library.use(
                RuleTexts.name("sgd"), dialect: .keras, settings: [],
                schedule: ScheduleUse(name: RuleTexts.name(schedule), settings: [RuleSetting(RuleTexts.name(name), value)]))
        }
    }

    @Test func ownSchedulesTakeAnyFiniteNumber() throws {
        let library = RuleTexts("schedule fading(power = -0.5) = lr * (step + 1) ^ power").library
        let rule = try library.use(
            RuleTexts.name("sgd"), dialect: .keras, settings: [],
            schedule: ScheduleUse(name: RuleTexts.name("fading"), settings: [RuleSetting(RuleTexts.name("power"), .number(-1))]))
        #expect(rule.rate(ScheduleMoment(step: 3, epoch: 0, steps: 10, epochs: 1)) == rule.learningRate / 4)
    }

    @Test func aRateBelowZeroAtTheFirstStepIsRefused() throws {
        let error = try #require(throws: RuleError.self) {
            try RuleTexts("schedule down() = -lr").library.use(
                RuleTexts.name("sgd"), dialect: .keras, settings: RuleTexts.settings(["lr": 0.5]),
                schedule: ScheduleUse(name: RuleTexts.name("down"), settings: []))
        }
        #expect(error.fact == .scheduleNegative("down", rate: -0.5))
        #expect(error.diagnostic.code == "E0363")
    }

    @Test(arguments: ["accumulate", "clip_norm", "clip_value", "clip_global", "overwrite"]) func zeroIsNoCommonOption(_ name: String) throws {
        let error = try #require(throws: RuleError.self) {
            try RuleTexts("").library.use(RuleTexts.name("adam"), dialect: .keras, settings: RuleTexts.settings([name: 0]), schedule: nil)
        }
        #expect(error.diagnostic.code == "E0353")
        #expect(error.diagnostic.notes == ["leave '\(name)' out where it is not wanted"])
    }

    @Test func cardsShowTheRanges() throws {
        let card = try #require(RuleTexts("").library.card(ofSchedule: "step"))
        #expect(card.parameters.first { $0.name == "every" }?.domain == .number(.positive))
    }
}
