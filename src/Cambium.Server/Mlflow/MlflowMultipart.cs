using System.Globalization;
using Cambium.Tracking;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Cambium.Server;

/// <summary>
/// /2.0/mlflow-artifacts/mpu: large files in parts. The path of the request is the folder, the field "path" the file on the client's machine, whose name it
/// keeps. Parts come to URLs of this server that hold the upload's id, since clients send them without credentials.
/// </summary>
sealed class MlflowMultipart(IMultipartUploads uploads)
{
    const string Root = "/2.0/mlflow-artifacts/mpu/";
    const string UploadId = "upload_id";
    const string PartNumber = "part_number";

    internal void Map(MlflowRoutes routes)
    {
        routes.Map("POST", Root + "create/{**path}", Create);
        routes.MapRaw("PUT", Root + "part/{**path}", PutPartAsync);
        routes.MapRaw("POST", Root + "complete/{**path}", CompleteAsync);
        routes.Map("POST", Root + "abort/{**path}", call => uploads.AbortUpload(FileOf(call.Context, call.Request), call.Request.Text("upload_id"u8)));
    }

    void Create(MlflowCall call)
    {
        var path = FileOf(call.Context, call.Request);
        var parts = call.Request.OptionalWhole("num_parts"u8) ?? 1;
        if (parts is < 1 or > UploadRules.MaxParts)
        {
            throw new TrackingException($"Invalid value {parts} for parameter 'num_parts' supplied: It must be 1 to {UploadRules.MaxParts}.");
        }

        var id = uploads.BeginUpload(path);
        var request = call.Context.Request;
        var place = string.Join('/', path.Split('/').Select(Uri.EscapeDataString));
        var url = $"{request.Scheme}://{request.Host}/api{Root}part/{place}?{UploadId}={Uri.EscapeDataString(id)}&{PartNumber}=";
        call.Answer.WriteString("upload_id"u8, id);
        call.Answer.WriteStartArray("credentials"u8);
        for (var i = 1; i <= parts; i++)
        {
            call.Answer.WriteStartObject();
            call.Answer.WriteString("url"u8, url + i.ToString(CultureInfo.InvariantCulture));
            call.Answer.WriteNumber("part_number"u8, i);
            call.Answer.WriteStartObject("headers"u8);
            call.Answer.WriteEndObject();
            call.Answer.WriteEndObject();
        }

        call.Answer.WriteEndArray();
    }

    async Task PutPartAsync(HttpContext context)
    {
        var query = context.Request.Query;
        var path = ProxyPath.Of(context.Request.RouteValues["path"] as string ?? "");
        var number = int.TryParse(query[PartNumber], NumberStyles.None, CultureInfo.InvariantCulture, out var given) ? given : throw default(MlflowFields).Missing("part_number"u8);

        // Kestrel always has the feature.
        context.Features.GetRequiredFeature<IHttpMaxRequestBodySizeFeature>().MaxRequestBodySize = UploadRules.MaxPartBytes;
        var tag = await uploads.WritePartAsync(path, query[UploadId].ToString(), number, context.Request.Body, context.RequestAborted);
        context.Response.Headers.ETag = $"\"{tag}\"";
        await MlflowRoutes.AnswerNothingAsync(context);
    }

    async Task CompleteAsync(HttpContext context)
    {
        using var request = await MlflowRequest.ReadAsync(context);
        var path = FileOf(context, request.Fields);
        var id = request.Fields.Text("upload_id"u8);
        var parts = request.Fields.Objects("parts"u8).Select(part => new UploadedPart(
            part.Whole("part_number"u8) is >= 1 and <= UploadRules.MaxParts and var number ? (int)number : throw part.Wrong("part_number"u8),
            part.Text("etag"u8).Trim('"')));
        await uploads.CompleteUploadAsync(path, id, [.. parts], static () => { }, context.RequestAborted);
        await MlflowRoutes.AnswerNothingAsync(context);
    }

    /// <summary>Where the file is to lie. Clients on Windows part the names of folders with backslashes.</summary>
    static string FileOf(HttpContext context, MlflowFields request)
    {
        var local = request.Text("path"u8);
        var name = local[(local.LastIndexOfAny(['/', '\\']) + 1)..];
        var path = ProxyPath.Of(ProxyPath.Join(ProxyPath.Of(context.Request.RouteValues["path"] as string ?? ""), name));
        return name.Length > 0 ? path : throw new TrackingException("Invalid path");
    }
}
