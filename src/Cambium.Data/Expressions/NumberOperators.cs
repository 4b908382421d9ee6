using System.Runtime.Intrinsics;

namespace Cambium.Data;

/// <summary>The operations on numbers that processors have an instruction for.</summary>
static class NumberOperators
{
    internal readonly struct Add : INumberOperator
    {
        public static double Invoke(double x, double y) => x + y;

        public static Vector512<double> Invoke(Vector512<double> x, Vector512<double> y) => x + y;
    }

    internal readonly struct Subtract : INumberOperator
    {
        public static double Invoke(double x, double y) => x - y;

        public static Vector512<double> Invoke(Vector512<double> x, Vector512<double> y) => x - y;
    }

    internal readonly struct Multiply : INumberOperator
    {
        public static double Invoke(double x, double y) => x * y;

        public static Vector512<double> Invoke(Vector512<double> x, Vector512<double> y) => x * y;
    }

    internal readonly struct Divide : INumberOperator
    {
        public static double Invoke(double x, double y) => x / y;

        public static Vector512<double> Invoke(Vector512<double> x, Vector512<double> y) => x / y;
    }
}
