namespace DigitalTwin.Domain.Forecast.Effluent;

/// <summary>Small ridge regressions by Cholesky's decomposition. Hoerl and Kennard (1970), Technometrics 12:1.</summary>
internal static class RidgeSolver
{
    private const double Least = 1e-12;

    /// <param name="products">XᵀX, lower half.</param>
    /// <param name="targets">Xᵀy.</param>
    /// <param name="share">Each diagonal grows by this share of itself, so that the penalty has each feature's own scale.</param>
    /// <param name="weights">The solution; a feature that never moved has weight 0.</param>
    public static void Solve(double[,] products, double[] targets, double share, double[] weights)
    {
        var n = targets.Length;
        Span<double> lower = stackalloc double[n * n];
        for (var i = 0; i < n; i++)
            for (var j = 0; j <= i; j++)
            {
                var sum = products[i, j] + (i == j ? share * products[i, i] : 0);
                for (var k = 0; k < j; k++) sum -= lower[i * n + k] * lower[j * n + k];
                if (i == j) lower[i * n + i] = sum > Least * Math.Max(1, products[i, i]) ? Math.Sqrt(sum) : 0;
                else lower[i * n + j] = lower[j * n + j] > 0 ? sum / lower[j * n + j] : 0;
            }
        for (var i = 0; i < n; i++)
        {
            var sum = targets[i];
            for (var k = 0; k < i; k++) sum -= lower[i * n + k] * weights[k];
            weights[i] = lower[i * n + i] > 0 ? sum / lower[i * n + i] : 0;
        }
        for (var i = n - 1; i >= 0; i--)
        {
            var sum = weights[i];
            for (var k = i + 1; k < n; k++) sum -= lower[k * n + i] * weights[k];
            weights[i] = lower[i * n + i] > 0 ? sum / lower[i * n + i] : 0;
        }
    }
}
