import LenetCommands
import LenetData
import LenetEngine
import LenetLab
import LenetRules
import LenetSyntax
import Testing

/// Two trainings have one key where they give the same bits, and two where anything that decides them differs.
@Suite struct RunKeyOfRulesTests {
    private func key(_ script: String, seed: UInt64 = 0) throws -> (RunKey, String) {
        let (session, output) = TestSession.make()
        try #require(session.run(script, name: "script") == .fine, "\(output.messages)")
        let data = try #require(session.dataset), state = try #require(session.training)
        let rule = try #require(session.lastRule)
        let recipe = Recipe(
            plan: state.network.plan, data: data, loss: session.lossInUse, epochs: 1, batchSize: 100, dialect: session.dialect)
        return (RunKey(rule, recipe: recipe, seed: seed), state.network.fingerprint)
    }

    @Test func whatDiffersHasAnotherKey() throws {
        let scripts = [
            "load digits train 100; model mlp; train with adam", "load digits train 100; model mlp; train with adam lr 0.1",
            "load digits train 100; model mlp; train with adam beta1 0.8", "load digits train 100; model mlp; train with adam decay 0.1",
            "load digits train 100; model mlp; train with adam schedule cosine", "load digits train 100; model mlp; train with adam loss mse",
            "load digits train 100; model mlp; train with adam schedule exponential(factor: 0.5)",
            "load digits train 101; model mlp; train with adam", "load digits train 100 validation 50; model mlp; train with adam",
            "load digits train 100; model softmax_regression; train with adam", "dialect torch; load digits train 100; model mlp; train with adam",
            "load digits train 100; model mlp; train with muon", "load digits train 100; model mlp; train with sgd momentum 0.9 nesterov",
            "optimizer mine(lr = 0.1) {\n w = w - lr * g\n}\nload digits train 100; model mlp; train with mine",
            "optimizer mine(lr = 0.1) {\n w = w - 2 * lr * g\n}\nload digits train 100; model mlp; train with mine",
        ]
        var seen: [String: String] = [:]
        for script in scripts {
            let (key, _) = try key(script)
            #expect(seen[key.text] == nil, "\(script) has the key of \(seen[key.text] ?? "")")
            seen[key.text] = script
            #expect(try self.key(script, seed: 1).0 != key)
            #expect(try self.key(script).0 == key)
        }
    }

    /// Names are for people: another name, an alias, threads.
    @Test func namesAreNotInTheKey() throws {
        let (plain, bits) = try key("load digits train 100; model mlp; train with adam lr 0.002")
        let (alias, same) = try key(
            "optimizer quick = adam(lr: 0.002)\nthreads 3; load digits train 100\nmodel other { flatten; dense 120 relu; dense 84 relu; dense 10 }\nmodel mlp; train with quick")
        #expect(plain == alias && bits == same)
    }
}
