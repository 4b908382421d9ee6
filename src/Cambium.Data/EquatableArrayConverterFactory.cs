using System.Text.Json;
using System.Text.Json.Serialization;

namespace Cambium.Data;

/// <summary>Writes an <see cref="EquatableArray{T}"/> as a JSON array.</summary>
sealed class EquatableArrayConverterFactory : JsonConverterFactory
{
    public override bool CanConvert(Type typeToConvert) =>
        typeToConvert.IsGenericType && typeToConvert.GetGenericTypeDefinition() == typeof(EquatableArray<>);

    public override JsonConverter CreateConverter(Type typeToConvert, JsonSerializerOptions options) =>
        (JsonConverter)Activator.CreateInstance(
            typeof(EquatableArrayConverter<>).MakeGenericType(typeToConvert.GetGenericArguments()))!; // never null: the type is a class

    sealed class EquatableArrayConverter<T> : JsonConverter<EquatableArray<T>>
    {
        /// <summary>No list of objects holds null; of texts some do.</summary>
        static readonly bool HasNoNull = default(T) is null && Nullable.GetUnderlyingType(typeof(T)) is null && typeof(T) != typeof(string);

        public override EquatableArray<T> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            var items = JsonSerializer.Deserialize<T[]>(ref reader, options) ?? [];
            return HasNoNull && Array.Exists(items, item => item is null)
                ? throw new JsonException($"A list of {typeof(T).Name} holds null at place {Array.FindIndex(items, item => item is null)}.")
                : new(items);
        }

        public override void Write(Utf8JsonWriter writer, EquatableArray<T> value, JsonSerializerOptions options) =>
            JsonSerializer.Serialize(writer, value.Span.ToArray(), options);
    }
}
