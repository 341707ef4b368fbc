using O4O.Edge.Eyes.Calibrating;
using Xunit;

namespace O4O.Edge.Tests.Eyes.Calibrating;

public sealed class DenseTests
{
    [Fact]
    public void Solve_OfAPositiveDefiniteMatrix_IsTheSolution()
    {
        double[] b = [10, 13, 4];

        Assert.True(Dense.TrySolve([4, 2, 0, 2, 5, 1, 0, 1, 3], b)); // of x = 1.25…: checked by multiplying back

        Assert.Equal(10, 4 * b[0] + 2 * b[1], 12);
        Assert.Equal(13, 2 * b[0] + 5 * b[1] + b[2], 12);
        Assert.Equal(4, b[1] + 3 * b[2], 12);
        Assert.False(Dense.TrySolve([1, 2, 2, 1], [1, 1]));
    }

    [Fact]
    public void Inverse_OfAMatrix_TimesItIsOne()
    {
        double[] a = [4, 2, 2, 5];

        double[] inverse = Dense.Inverse(a, 2)!;

        Assert.Equal([0.3125, -0.125, -0.125, 0.25], inverse.Select(v => Math.Round(v, 12)));
        Assert.Null(Dense.Inverse([1, 1, 1, 1], 2));
    }

    [Fact]
    public void Eigen_OfASymmetricMatrix_GoesFromTheLeastUp()
    {
        (double[] values, double[][] vectors) = Dense.Eigen([2, 1, 0, 1, 2, 0, 0, 0, 5], 3);

        Assert.Equal([1, 3, 5], values.Select(v => Math.Round(v, 10)));
        Assert.Equal(0, vectors[0][0] + vectors[0][1], 10); // (1, −1, 0)/√2
        Assert.Equal(1, Math.Abs(vectors[2][2]), 10);
    }
}
