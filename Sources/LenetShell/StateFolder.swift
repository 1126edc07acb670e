/// Where the shell keeps what outlives it, by the rules of the XDG Base Directory specification.
package enum StateFolder {
    /// `$XDG_STATE_HOME/lenet`, else `~/.local/state/lenet`; nil where there is no home.
    package static func path(_ environment: [String: String]) -> String? {
        folder(environment, "XDG_STATE_HOME", ".local/state")
    }

    /// `$XDG_CONFIG_HOME/lenet/rc.lenet`, else `~/.config/lenet/rc.lenet`: run at the start of every shell.
    package static func startUpFile(_ environment: [String: String]) -> String? {
        folder(environment, "XDG_CONFIG_HOME", ".config").map { $0 + "/rc.lenet" }
    }

    private static func folder(_ environment: [String: String], _ variable: String, _ fallback: String) -> String? {
        // The specification wants relative paths to be passed over.
        if let folder = environment[variable], folder.hasPrefix("/") { return folder + "/lenet" }
        guard let home = environment["HOME"], home.hasPrefix("/") else { return nil }
        return home + "/" + fallback + "/lenet"
    }
}
