namespace Reprise.Learning.Preprocessing;

/// <summary>The family of transforms a <see cref="PowerTransformer"/> chooses from.</summary>
public enum PowerMethod
{
    /// <summary>Yeo and Johnson (2000): for any sign of x.</summary>
    YeoJohnson,

    /// <summary>Box and Cox (1964): (x^λ − 1) / λ, or log x where λ is 0; for x above 0 only.</summary>
    BoxCox,
}
