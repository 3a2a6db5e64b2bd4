using System.Collections.Frozen;

namespace GlobusCompute.Remote.LocalService.Workers;

/// <summary>
/// Which environment variables of the app its workers get: those that Python, its packages and what they start need to run. Tasks are code that came over the
/// network, and the rest of an app's environment holds its secrets.
/// </summary>
internal static class InheritedEnvironment
{
    // Variables of proxies are not here: their URLs may hold passwords.
    private static readonly string[] s_names =
    [
        // The user, the language and the machine.
        "PATH", "HOME", "USER", "LOGNAME", "SHELL", "HOSTNAME", "LANG", "LANGUAGE", "LC_*", "TZ", "TZDIR", "TMPDIR", "TEMP", "TMP",
        "XDG_CACHE_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_RUNTIME_DIR",
        // Python and its environments.
        "PYTHON*", "PY_PYTHON*", "__PYVENV_LAUNCHER__", "VIRTUAL_ENV", "CONDA_PREFIX*", "CONDA_DEFAULT_ENV", "CONDA_EXE", "CONDA_PYTHON_EXE", "CONDA_SHLVL",
        "MAMBA_EXE", "MAMBA_ROOT_PREFIX", "PYENV_ROOT", "PYENV_VERSION", "MPLBACKEND", "MPLCONFIGDIR",
        // Native libraries, certificates, threads and processors.
        "LD_LIBRARY_PATH", "LD_PRELOAD", "DYLD_LIBRARY_PATH", "DYLD_FALLBACK_LIBRARY_PATH", "DYLD_FRAMEWORK_PATH", "DYLD_INSERT_LIBRARIES",
        "SSL_CERT_FILE", "SSL_CERT_DIR", "REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE",
        "OMP_*", "GOMP_*", "KMP_*", "MKL_*", "OPENBLAS_*", "GOTO_NUM_THREADS", "BLIS_*", "VECLIB_*", "NUMEXPR_*", "NUMBA_*", "TBB_*",
        "CUDA_*", "NVIDIA_VISIBLE_DEVICES", "HIP_*", "ROCR_VISIBLE_DEVICES", "ONEAPI_DEVICE_SELECTOR", "ZE_AFFINITY_MASK",
    ];

    // Without SystemRoot, Python on Windows cannot make random numbers or sockets.
    private static readonly string[] s_windowsNames =
    [
        "SystemRoot", "SystemDrive", "windir", "ComSpec", "PATHEXT", "OS", "ProgramData", "ALLUSERSPROFILE", "PUBLIC", "ProgramFiles*", "ProgramW6432",
        "CommonProgramFiles*", "CommonProgramW6432", "APPDATA", "LOCALAPPDATA", "USERPROFILE", "USERNAME", "USERDOMAIN", "HOMEDRIVE", "HOMEPATH",
        "COMPUTERNAME", "NUMBER_OF_PROCESSORS", "PROCESSOR_*", "DriverData",
    ];

    // A whole family of names is let through only for what it is known for.
    private static readonly string[] s_secretWords = ["SECRET", "TOKEN", "PASSWORD", "PASSWD", "CREDENTIAL", "KEY"];

    private static readonly StringComparison s_comparison = OperatingSystem.IsWindows() ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal;

    private static readonly FrozenSet<string> s_exact = Names()
        .Where(name => !name.EndsWith('*'))
        .ToFrozenSet(OperatingSystem.IsWindows() ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal);

    private static readonly string[] s_prefixes = [.. Names().Where(name => name.EndsWith('*')).Select(name => name[..^1])];

    /// <summary>Removes from a process's environment, which is a copy of the app's, what the process shall not see.</summary>
    /// <param name="environment">The environment.</param>
    /// <param name="more">Names that stay besides; one may end in <c>*</c>.</param>
    public static void Restrict(IDictionary<string, string?> environment, IReadOnlyCollection<string> more)
    {
        foreach (var name in environment.Keys.ToList())
        {
            if (!IsInherited(name) && !more.Any(pattern => Matches(name, pattern)))
            {
                environment.Remove(name);
            }
        }
    }

    /// <summary>Whether a variable is inherited without being asked for.</summary>
    public static bool IsInherited(string name) => s_exact.Contains(name) ||
        (Array.Exists(s_prefixes, prefix => name.StartsWith(prefix, s_comparison))
            && !Array.Exists(s_secretWords, word => name.Contains(word, StringComparison.OrdinalIgnoreCase)));

    private static bool Matches(string name, string pattern) =>
        pattern.EndsWith('*') ? name.StartsWith(pattern[..^1], s_comparison) : name.Equals(pattern, s_comparison);

    private static IEnumerable<string> Names() => OperatingSystem.IsWindows() ? s_names.Concat(s_windowsNames) : s_names;
}
