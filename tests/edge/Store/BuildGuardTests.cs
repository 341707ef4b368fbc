using System.Diagnostics;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using O4O.Edge.Store.Quantities;
using O4O.Edge.Tests.Tidy;
using Xunit;

namespace O4O.Edge.Tests.Store;

/// <summary>The store reads no clock and draws no random number because the build refuses it. Here it is made to refuse.</summary>
public sealed class BuildGuardTests
{
    /// <summary>A cold build takes some ten seconds; this limit only ends one that hangs.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(3);

    /// <summary>A forbidden read, and what the error must say of it: the symbol, or, for a whole namespace, the reason.</summary>
    private static readonly (string Body, string Said)[] Forbidden =
    [
        ("System.DateTime.UtcNow.Ticks", "'DateTime' is banned"),
        ("System.DateTimeOffset.Now.Ticks", "'DateTimeOffset' is banned"),
        ("System.TimeProvider.System.GetTimestamp()", "'TimeProvider' is banned"),
        ("System.Diagnostics.Stopwatch.GetTimestamp()", "'Stopwatch' is banned"),
        ("System.Environment.TickCount64", "'Environment.TickCount64' is banned"),
        ("System.Random.Shared.NextInt64()", "'Random' is banned"),
        ("System.Guid.NewGuid().ToByteArray()[0]", "'Guid.NewGuid()' is banned"),
        ("System.IO.File.ReadAllBytes(\"/dev/null\").Length", "The store does no input or output"),
        ("System.Console.Read()", "'Console' is banned"),
        ("System.Threading.Thread.CurrentThread.ManagedThreadId", "The store is one thread's"),
        ("System.Threading.Tasks.Task.CompletedTask.Id", "The store awaits nothing"),
    ];

    [Fact]
    [Trait("Needs", "sdk")]
    public void Build_OfStoreThatReadsAClock_BreaksAndNamesTheSymbol()
    {
        using var copy = new StoreCopy();
        (int cleanStatus, string cleanOutput) = copy.Build();
        copy.Add("Intruder.cs", Intruder());

        (int status, string output) = copy.Build("--no-restore");

        Assert.True(cleanStatus == 0, "the copy without an intruder should build:\n" + cleanOutput);
        Assert.NotEqual(0, status);
        string[] errors = [.. output.Split('\n').Where(line => line.Contains(" error ", StringComparison.Ordinal))];
        for (int i = 0; i < Forbidden.Length; i++)
        {
            string place = $"Intruder.cs({i + 5},", said = Forbidden[i].Said;
            Assert.True(
                errors.Any(e => e.Contains(place, StringComparison.Ordinal) && e.Contains("RS0030", StringComparison.Ordinal)
                    && e.Contains(said, StringComparison.Ordinal)),
                $"no RS0030 at {place} that says \"{said}\" in:\n{output}");
        }
    }

    [Fact]
    public void References_OfTheStore_AreTheBaseClassLibraryAlone()
    {
        string baseClassLibrary = Path.GetDirectoryName(typeof(object).Assembly.Location)!;

        string[] references = ReferencesOf(typeof(Mass).Assembly.Location);

        Assert.NotEmpty(references);
        Assert.All(references, name =>
        {
            Assert.StartsWith("System.", name, StringComparison.Ordinal);
            Assert.True(File.Exists(Path.Combine(baseClassLibrary, name + ".dll")), $"{name} is no part of the base class library");
            Assert.False(name.StartsWith("System.Net", StringComparison.Ordinal), $"{name}: the store talks to nobody");
        });
    }

    /// <summary>A source whose line 5 + i holds the i-th forbidden read.</summary>
    private static string Intruder() =>
        "namespace O4O.Edge.Store;\n\ninternal static class Intruder\n{\n"
        + string.Concat(Forbidden.Select((f, i) => $"    public static long Read{i}() => {f.Body};\n")) + "}\n";

    private static string[] ReferencesOf(string assembly)
    {
        using var reader = new PEReader(File.OpenRead(assembly));
        MetadataReader metadata = reader.GetMetadataReader();
        return [.. metadata.AssemblyReferences.Select(r => metadata.GetString(metadata.GetAssemblyReference(r).Name))];
    }

    /// <summary>The store's project with the props above it, copied aside, so that nobody's build outputs are touched.</summary>
    private sealed class StoreCopy : IDisposable
    {
        private readonly string _root = Directory.CreateTempSubdirectory("o4o-guard-").FullName;
        private readonly string _store;

        public StoreCopy()
        {
            _store = Path.Combine(_root, "edge", "Store");
            foreach (string frame in new[] { "Directory.Build.props", "Directory.Packages.props", ".editorconfig" })
                File.Copy(Repository.PathOf(frame), Path.Combine(_root, frame));
            string from = Repository.PathOf("edge/Store");
            foreach (string file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
            {
                string relative = Path.GetRelativePath(from, file);
                if (relative.Split(Path.DirectorySeparatorChar)[0] is "bin" or "obj") continue;
                string to = Path.Combine(_store, relative);
                Directory.CreateDirectory(Path.GetDirectoryName(to)!);
                File.Copy(file, to);
            }
        }

        public void Add(string name, string source) => File.WriteAllText(Path.Combine(_store, name), source);

        public (int Status, string Output) Build(params string[] more)
        {
            // No compiler or build server: one that outlived this test would hold its output open.
            var start = new ProcessStartInfo("dotnet",
            [
                "build", Path.Combine(_store, "O4O.Edge.Store.csproj"), "-c", "Release", "-nologo", "-nodeReuse:false",
                "-p:UseSharedCompilation=false", .. more,
            ])
            {
                WorkingDirectory = _root,
                RedirectStandardOutput = true,
            };
            // What the test's own host tells its children of MSBuild is not for a build of its own.
            foreach (string name in start.Environment.Keys.Where(k => k.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase)).ToArray())
                start.Environment.Remove(name);
            using Process build = Process.Start(start)!;
            Task<string> output = build.StandardOutput.ReadToEndAsync();
            if (!build.WaitForExit(Limit))
            {
                build.Kill(entireProcessTree: true);
                throw new TimeoutException($"the build did not end within {Limit}");
            }
            return (build.ExitCode, output.GetAwaiter().GetResult());
        }

        public void Dispose() => Directory.Delete(_root, recursive: true);
    }
}
