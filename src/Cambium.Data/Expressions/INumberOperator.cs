using System.Runtime.Intrinsics;

namespace Cambium.Data;

/// <summary>An operation on two numbers, one by one and eight by eight, with the same results.</summary>
interface INumberOperator
{
    static abstract double Invoke(double x, double y);

    static abstract Vector512<double> Invoke(Vector512<double> x, Vector512<double> y);
}
