using System.Globalization;
using System.Text.Json;

namespace O4O.Benchmarks.Budgets;

/// <summary><c>--budget</c>: holds every operation to its budget of allocated bytes.</summary>
internal static class BudgetRun
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    /// <summary>0 when all budgets are kept; 1 when one is not, or an operation has none, or a budget has no operation.</summary>
    public static int Run(string path)
    {
        List<Budget> budgets = JsonSerializer.Deserialize<List<Budget>>(File.ReadAllBytes(path), Json)!;
        var broken = new List<string>();
        Console.WriteLine($"{"operation",-22} {"bytes",10} {"budget",10}");
        foreach ((string name, Func<double> measure) in Operations.All)
        {
            double bytes = measure();
            if (double.IsNaN(bytes))
            {
                Console.WriteLine($"{name,-22} not measured: what it needs is not here ($O4O_SHARED)");
                continue;
            }
            Budget? budget = budgets.Find(b => b.Name == name);
            string limit = budget?.Bytes.ToString("0.##", CultureInfo.InvariantCulture) ?? "none";
            bool kept = budget is not null && bytes <= budget.Bytes;
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name,-22} {bytes,10:0.##} {limit,10}{(kept ? "" : "  OVER")}"));
            if (!kept) broken.Add(string.Create(CultureInfo.InvariantCulture, $"{name}: {bytes:0.##} bytes, budget {limit}"));
        }
        foreach (Budget budget in budgets)
            if (!Array.Exists(Operations.All, o => o.Name == budget.Name)) broken.Add($"{budget.Name}: a budget without an operation");
        foreach (string line in broken) Console.Error.WriteLine("over budget: " + line);
        return broken.Count == 0 ? 0 : 1;
    }
}
