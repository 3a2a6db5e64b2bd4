namespace GlobusCompute.Remote.Architecture.Tests;

/// <summary>Which folder may refer to which, by project. A new arrow is a line here, and is reviewed as one; docs/architecture.md draws the same.</summary>
internal static class AllowedArrows
{
    /// <summary>By project, then by folder: the folders that it may name. What every folder may name beside: public types that only carry facts.</summary>
    public static IReadOnlyDictionary<string, IReadOnlyDictionary<string, string[]>> Of { get; } = new Dictionary<string, IReadOnlyDictionary<string, string[]>>
    {
        ["src/GlobusCompute.Remote"] = Parse(
            """
            Shared        :
            Threading     :
            Serialization : Shared
            Exceptions    : Serialization Shared
            Models        : Exceptions Serialization
            Diagnostics   : Exceptions
            Journal       : Threading
            Networking    :
            Settings      : Shared Networking
            (options)     : Filters Models Serialization Shared Journal Settings Networking
            Hosting       : (options)
            Filters       : Models Serialization Exceptions Settings Shared
            Wire          : (options) Settings Networking Diagnostics Threading Exceptions Shared
            Functions     : Exceptions Serialization Shared Wire
            Futures       : Filters Functions Models Serialization Settings Diagnostics Exceptions Threading Shared (options)
            Registration  : Futures Functions Wire Diagnostics Exceptions Threading Shared
            Submission    : Futures Functions Settings Wire Journal Diagnostics Threading
            Results       : (options) Filters Futures Models Wire Networking Serialization Diagnostics Exceptions Threading
            Runtime       : Filters Registration Submission Results Wire Journal Futures Functions Settings Serialization Diagnostics Exceptions Threading Shared (options)
            Mapping       : Filters Runtime Models Futures Functions Settings Serialization Exceptions Threading (options)
            Proxies       : Filters Mapping Runtime Functions Models Serialization Shared (options)
            (root)        : Filters Proxies Mapping Runtime Registration Submission Results Wire Journal Futures Functions Settings Models Serialization Threading Exceptions Shared (options)
            Locking       : (root) Proxies Runtime Registration Functions Serialization Exceptions Shared
            """),
        ["src/GlobusCompute.Remote.LocalService"] = Parse(
            """
            Diagnostics :
            Faults      :
            Server      :
            Options     : Faults
            Auth        : Options
            Tasks       : Diagnostics Faults
            Broker      : Diagnostics Faults Tasks
            Workers     : Diagnostics Faults Options Tasks
            Routes      : Auth Broker Diagnostics Faults Options Tasks Workers
            AuthRoutes  : Auth Diagnostics Routes
            Dashboard   : Auth Broker Diagnostics Faults Tasks Workers Shared
            (root)      : Auth AuthRoutes Broker Dashboard Diagnostics Faults Options Routes Server Tasks Workers
            Hosting     : (root) Options
            """),
        ["src/GlobusCompute.Remote.Hosting"] = Parse(
            """
            (options)     :
            Registration  :
            Diagnostics   :
            Configuration : Registration (options)
            Clients       : Configuration Registration Diagnostics (options)
            Users         : Clients Diagnostics (options)
            Lifetime      : Users Clients Configuration Registration Diagnostics
            Health        : Clients Configuration (options)
            Filters       : (options)
            (root)        : Filters Health Lifetime Users Clients Configuration Registration Diagnostics
            """),
        ["src/GlobusCompute.Remote.Testing"] = Parse(
            """
            Server    :
            Setups    :
            (options) : Setups
            Receiving : Server Setups (options)
            Recording : Server (options)
            (root)    : Recording Receiving Server Setups (options)
            Hosting   : (root)
            """),
        ["src/GlobusCompute.Remote.Authentication"] = Parse(
            """
            (options)   :
            Diagnostics :
            Auth        : (options)
            SignIn      : Auth (options)
            Tokens      : SignIn Auth Diagnostics (options)
            Chain       : Diagnostics (options)
            (root)      : Chain Tokens SignIn Auth (options)
            """),
        ["src/GlobusCompute.Remote.AspNetCore"] = Parse(
            """
            Diagnostics   :
            Requests      :
            (options)     : Requests
            Sessions      : Diagnostics (options)
            Tokens        : Sessions (options)
            Users         : Tokens (options)
            SignIn        : Users Tokens Sessions Requests Diagnostics (options)
            Configuration : SignIn Sessions (options)
            Routes        : SignIn Users Tokens Requests Diagnostics (options)
            (root)        : Routes Configuration SignIn Users Tokens Sessions Requests Diagnostics (options)
            """),
        ["generators/GlobusCompute.Remote.Generators"] = Parse(
            """
            Shared      :
            Polyfills   :
            Collections :
            Python      : Collections Shared
            CSharp      : Python Shared
            Diagnostics : CSharp Python Collections
            Models      : Diagnostics CSharp Python Collections Shared
            Parsing     : Models Diagnostics CSharp Python Collections Shared
            Binding     : Parsing Models Diagnostics CSharp Python Collections Shared
            Modules     : Binding Parsing Models Diagnostics CSharp Python Collections Shared
            Locking     : Parsing Models Diagnostics CSharp Python Collections Shared
            Checking    : Locking Modules Binding Parsing Models Diagnostics CSharp Python Collections Shared
            Emission    : Modules Models Diagnostics CSharp Python Collections Shared
            Usage       : Parsing Diagnostics CSharp
            (root)      : Usage Emission Checking Locking Modules Binding Parsing Models Diagnostics CSharp Python Collections Shared
            """),
    };

    private static Dictionary<string, string[]> Parse(string table) =>
        table.Split('\n').Select(static row => row.Split(':')).ToDictionary(
            static row => row[0].Trim(), static row => row[1].Split(' ', StringSplitOptions.RemoveEmptyEntries), StringComparer.Ordinal);
}
