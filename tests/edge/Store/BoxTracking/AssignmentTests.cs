using FsCheck;
using FsCheck.Fluent;
using O4O.Edge.Store.BoxTracking;
using Xunit;

namespace O4O.Edge.Tests.Store.BoxTracking;

public sealed class AssignmentTests
{
    private const double Forbidden = double.PositiveInfinity;

    [Fact]
    public void Solve_AnySmallMatrix_CostsWhatTheBestOfAllPermutationsCosts()
    {
        var matrices =
            from rows in Gen.Choose(0, 5)
            from columns in Gen.Choose(0, 5)
            from costs in Gen.Choose(-20, 30).Select(c => c > 20 ? Forbidden : c / 4.0).ArrayOf(rows * columns)
            from limit in Gen.Choose(-4, 30)
            select (rows, columns, costs, limit: limit / 3.0);
        var solver = new Assignment(5, 5);

        Prop.ForAll(matrices.ToArbitrary(), m =>
        {
            int[] pairs = solver.Solve(m.costs, m.rows, m.columns, m.limit).ToArray();
            bool distinct = pairs.Where(c => c >= 0).Distinct().Count() == pairs.Count(c => c >= 0);
            return distinct && Math.Abs(CostOf(pairs, m.costs, m.columns, m.limit) - Best(m.costs, m.rows, m.columns, m.limit, 0, 0)) < 1e-9;
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(5_000));
    }

    [Fact]
    public void Solve_WhereGreedIsWrong_TakesTheCheapestSum()
    {
        double[] costs = [0.1, 0.2, 0.2, 0.9];

        int[] pairs = new Assignment(2, 2).Solve(costs, 2, 2, 10).ToArray();

        Assert.Equal([1, 0], pairs);
    }

    [Theory]
    [InlineData(0.49, 0)]
    [InlineData(0.5, -1)]
    [InlineData(Forbidden, -1)]
    public void Solve_PairAtTheLimitOrForbidden_StaysAlone(double cost, int column)
    {
        int[] pairs = new Assignment(1, 1).Solve([cost], 1, 1, 0.5).ToArray();

        Assert.Equal([column], pairs);
    }

    [Fact]
    public void Solve_AfterALargerMatrix_RemembersNothingOfIt()
    {
        var solver = new Assignment(4, 4);
        double[] large = [.. Enumerable.Range(0, 16).Select(i => (double)(i * 7 % 11))];

        solver.Solve(large, 4, 4, 100);
        int[] pairs = solver.Solve([3, 1, 1, 3], 2, 2, 100).ToArray();

        Assert.Equal([1, 0], pairs);
    }

    [Fact]
    public void Solve_WhatItHasNoRoomFor_Throws()
    {
        var solver = new Assignment(2, 2);

        Assert.Throws<ArgumentOutOfRangeException>(() => solver.Solve(new double[6], 3, 2, 1));
        Assert.Throws<ArgumentException>(() => solver.Solve(new double[3], 2, 2, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => solver.Solve(new double[4], 2, 2, Forbidden));
    }

    private static double CostOf(int[] pairs, double[] costs, int columns, double limit) =>
        pairs.Select((column, row) => column < 0 ? limit : costs[row * columns + column]).Sum();

    /// <summary>Every way to pair the rows from this one on with the columns that are not used.</summary>
    private static double Best(double[] costs, int rows, int columns, double limit, int row, int used)
    {
        if (row == rows) return 0;
        double best = limit + Best(costs, rows, columns, limit, row + 1, used);
        for (int column = 0; column < columns; column++)
            if ((used & 1 << column) == 0)
                best = Math.Min(best, costs[row * columns + column] + Best(costs, rows, columns, limit, row + 1, used | 1 << column));
        return best;
    }
}
