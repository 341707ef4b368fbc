namespace O4O.Edge.Eyes.Calibrating;

/// <summary>The little linear algebra that a calibration needs: symmetric matrices of at most a dozen rows, row by row in an array.</summary>
internal static class Dense
{
    /// <summary>Solves A·x = b by Cholesky's decomposition; A is overwritten, b becomes x. False where A is not positive definite.</summary>
    public static bool TrySolve(double[] a, double[] b)
    {
        int n = b.Length;
        if (!TryDecompose(a, n)) return false;
        for (int i = 0; i < n; i++)
        {
            for (int k = 0; k < i; k++) b[i] -= a[i * n + k] * b[k];
            b[i] /= a[i * n + i];
        }
        for (int i = n - 1; i >= 0; i--)
        {
            for (int k = i + 1; k < n; k++) b[i] -= a[k * n + i] * b[k];
            b[i] /= a[i * n + i];
        }
        return true;
    }

    /// <summary>The inverse of a positive definite matrix; null where it is none.</summary>
    public static double[]? Inverse(double[] a, int n)
    {
        var inverse = new double[n * n];
        for (int column = 0; column < n; column++)
        {
            var unit = new double[n];
            unit[column] = 1;
            if (!TrySolve([.. a], unit)) return null;
            for (int row = 0; row < n; row++) inverse[row * n + column] = unit[row];
        }
        return inverse;
    }

    /// <summary>Eigenvalues from the least up, and their vectors (one a row), by Jacobi's rotations.</summary>
    public static (double[] Values, double[][] Vectors) Eigen(double[] matrix, int n)
    {
        double[] a = [.. matrix];
        var v = new double[n * n];
        for (int i = 0; i < n; i++) v[i * n + i] = 1;
        for (int sweep = 0; sweep < 60; sweep++)
        {
            double off = 0, all = 0;
            for (int i = 0; i < n; i++)
                for (int j = 0; j < n; j++) (off, all) = (off + (i == j ? 0 : a[i * n + j] * a[i * n + j]), all + a[i * n + j] * a[i * n + j]);
            if (off <= 1e-30 * all) break;
            for (int p = 0; p < n; p++)
                for (int q = p + 1; q < n; q++) Rotate(a, v, n, p, q);
        }
        int[] order = [.. Enumerable.Range(0, n).OrderBy(i => a[i * n + i])];
        return ([.. order.Select(i => a[i * n + i])], [.. order.Select(i => Enumerable.Range(0, n).Select(k => v[k * n + i]).ToArray())]);
    }

    private static bool TryDecompose(double[] a, int n)
    {
        for (int j = 0; j < n; j++)
        {
            double d = a[j * n + j];
            for (int k = 0; k < j; k++) d -= a[j * n + k] * a[j * n + k];
            if (!(d > 1e-300)) return false;
            d = Math.Sqrt(d);
            a[j * n + j] = d;
            for (int i = j + 1; i < n; i++)
            {
                double s = a[i * n + j];
                for (int k = 0; k < j; k++) s -= a[i * n + k] * a[j * n + k];
                a[i * n + j] = s / d;
            }
        }
        return true;
    }

    private static void Rotate(double[] a, double[] v, int n, int p, int q)
    {
        double apq = a[p * n + q];
        if (apq == 0) return;
        double theta = (a[q * n + q] - a[p * n + p]) / (2 * apq), t = (theta >= 0 ? 1 : -1) / (Math.Abs(theta) + Math.Sqrt(theta * theta + 1));
        double c = 1 / Math.Sqrt(t * t + 1), s = t * c;
        for (int k = 0; k < n; k++)
        {
            double kp = a[k * n + p], kq = a[k * n + q];
            (a[k * n + p], a[k * n + q]) = (c * kp - s * kq, s * kp + c * kq);
        }
        for (int k = 0; k < n; k++)
        {
            double pk = a[p * n + k], qk = a[q * n + k];
            (a[p * n + k], a[q * n + k]) = (c * pk - s * qk, s * pk + c * qk);
            double vp = v[k * n + p], vq = v[k * n + q];
            (v[k * n + p], v[k * n + q]) = (c * vp - s * vq, s * vp + c * vq);
        }
    }
}
