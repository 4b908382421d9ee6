using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security;
using System.Text;
using System.Web;
using System.Xml.Linq;

namespace Cambium.Tracking.Tests;

/// <summary>A server in this process that speaks what the store needs of S3's protocol, and is as strict about signatures, part lengths and paging.</summary>
sealed class S3Double : IDisposable
{
    internal const string AccessKey = "AKTEST";
    internal const string Secret = "secret/key";
    internal const string Bucket = "bucket";
    const int ShortestPart = 5 * 1024 * 1024;

    /// <summary>Fewer than the 1,000 of S3, so that tests meet a second page.</summary>
    const int PageSize = 3;

    readonly HttpListener _listener = new();
    readonly ConcurrentDictionary<string, SortedDictionary<int, byte[]>> _uploads = new();
    readonly ConcurrentDictionary<string, (string Key, DateTime Since)> _begun = new();

    internal S3Double()
    {
        using (var free = new TcpListener(IPAddress.Loopback, 0))
        {
            free.Start();
            Endpoint = string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{((IPEndPoint)free.LocalEndpoint).Port}");
        }

        _listener.Prefixes.Add(Endpoint + "/");
        _listener.Start();
        _ = ServeAsync();
    }

    internal string Endpoint { get; }

    /// <summary>What is in the bucket.</summary>
    internal ConcurrentDictionary<string, byte[]> Objects { get; } = new(StringComparer.Ordinal);

    /// <summary>Uploads in parts that are neither complete nor aborted.</summary>
    internal int OpenUploads => _uploads.Count;

    /// <summary>When uploads begin, by this server's clock.</summary>
    internal DateTime Now { get; set; } = DateTime.UtcNow;

    internal int LongestBody { get; private set; }

    internal ConcurrentQueue<string> Requests { get; } = new();

    /// <summary>What is refused: the status and code of the answer, or null.</summary>
    internal Func<HttpListenerRequest, (int Status, string Code)?> Refuses { get; set; } = _ => null;

    /// <summary>The bytes after which a download breaks off.</summary>
    internal int BreaksAfter { get; set; } = int.MaxValue;

    public void Dispose() => _listener.Close();

    async Task ServeAsync()
    {
        while (_listener.IsListening)
        {
            try
            {
                var context = await _listener.GetContextAsync();
                _ = Task.Run(() => AnswerAsync(context));
            }
            catch (Exception e) when (e is HttpListenerException or ObjectDisposedException)
            {
                return;
            }
        }
    }

    async Task AnswerAsync(HttpListenerContext context)
    {
        var request = context.Request;
        using var received = new MemoryStream();
        await request.InputStream.CopyToAsync(received);
        var body = received.ToArray();
        LongestBody = Math.Max(LongestBody, body.Length);
        Requests.Enqueue($"{request.HttpMethod} {request.RawUrl}");
        var path = Uri.UnescapeDataString(request.RawUrl!.Split('?')[0]).Split('/', 3);
        var query = HttpUtility.ParseQueryString(request.Url!.Query.Replace("?uploads", "?uploads=", StringComparison.Ordinal).Replace("?delete", "?delete=", StringComparison.Ordinal));
        try
        {
            if (S3Signature.ProblemOf(request, body, AccessKey, Secret) is { } problem)
            {
                Fail(context, 403, problem);
            }
            else if (Refuses(request) is { } refused)
            {
                Fail(context, refused.Status, refused.Code);
            }
            else if (path[1] != Bucket)
            {
                Fail(context, 404, "NoSuchBucket");
            }
            else
            {
                Answer(context, path.Length > 2 ? path[2] : "", query.AllKeys.ToDictionary(key => key ?? "", key => query[key] ?? ""), body);
            }
        }
        catch (Exception e) when (e is HttpListenerException or IOException or ObjectDisposedException)
        {
            // The client is gone.
        }
    }

    void Answer(HttpListenerContext context, string key, Dictionary<string, string> query, byte[] body)
    {
        switch (context.Request.HttpMethod)
        {
            case "GET" when query.ContainsKey("list-type"):
                Send(context, List(query));
                break;
            case "GET" when query.ContainsKey("uploads"):
                Send(context, ListUploads(query));
                break;
            case "GET" when query.TryGetValue("uploadId", out var upload) && _uploads.TryGetValue(upload, out var sent):
                Send(context, $"<ListPartsResult><IsTruncated>false</IsTruncated>{string.Concat(sent.Select(part => $"<Part><PartNumber>{part.Key}</PartNumber><Size>{part.Value.Length}</Size></Part>"))}</ListPartsResult>");
                break;
            case "GET" when Objects.TryGetValue(key, out var content):
                SendObject(context, content);
                break;
            case "GET":
                Fail(context, 404, "NoSuchKey");
                break;
            case "POST" when query.ContainsKey("uploads"):
                var id = Guid.NewGuid().ToString("N");
                _uploads[id] = [];
                _begun[id] = (key, Now);
                Send(context, $"<InitiateMultipartUploadResult><Bucket>{Bucket}</Bucket><Key>{SecurityElement.Escape(key)}</Key><UploadId>{id}</UploadId></InitiateMultipartUploadResult>");
                break;
            case not "GET" when query.TryGetValue("uploadId", out var upload) && !_uploads.ContainsKey(upload):
                Fail(context, 404, "NoSuchUpload");
                break;
            case "PUT" when query.TryGetValue("uploadId", out var upload):
                _uploads[upload][int.Parse(query["partNumber"], CultureInfo.InvariantCulture)] = body;
                context.Response.Headers["ETag"] = EtagOf(body);
                Send(context, "");
                break;
            case "POST" when query.TryGetValue("uploadId", out var upload):
                Complete(context, key, upload, XDocument.Parse(Encoding.UTF8.GetString(body)));
                break;
            case "DELETE" when query.TryGetValue("uploadId", out var upload):
                _uploads.TryRemove(upload, out _);
                Send(context, "", 204);
                break;
            case "PUT" when context.Request.Headers["If-None-Match"] == "*" && !Objects.TryAdd(key, body):
                Fail(context, 412, "PreconditionFailed");
                break;
            case "PUT":
                Objects[key] = body;
                context.Response.Headers["ETag"] = EtagOf(body);
                Send(context, "");
                break;
            case "POST" when query.ContainsKey("delete"):
                foreach (var one in XDocument.Parse(Encoding.UTF8.GetString(body)).Descendants().Where(element => element.Name.LocalName == "Key"))
                {
                    Objects.TryRemove(one.Value, out _);
                }

                Send(context, "<DeleteResult/>");
                break;
            case "DELETE":
                Objects.TryRemove(key, out _);
                Send(context, "", 204);
                break;
            default:
                Fail(context, 405, "MethodNotAllowed");
                break;
        }
    }

    string ListUploads(Dictionary<string, string> query)
    {
        var text = new StringBuilder("<ListMultipartUploadsResult><IsTruncated>false</IsTruncated>");
        foreach (var id in _uploads.Keys.Where(id => _begun[id].Key.StartsWith(query.GetValueOrDefault("prefix", ""), StringComparison.Ordinal)))
        {
            text.Append(CultureInfo.InvariantCulture, $"<Upload><Key>{SecurityElement.Escape(_begun[id].Key)}</Key><UploadId>{id}</UploadId><Initiated>{_begun[id].Since:yyyy-MM-dd'T'HH:mm:ss.fff'Z'}</Initiated></Upload>");
        }

        return text.Append("</ListMultipartUploadsResult>").ToString();
    }

    void Complete(HttpListenerContext context, string key, string upload, XDocument named)
    {
        var parts = _uploads[upload];
        string Of(XElement part, string name) => part.Elements().Single(element => element.Name.LocalName == name).Value;
        if (named.Root!.Elements().Any(part => !parts.TryGetValue(int.Parse(Of(part, "PartNumber"), CultureInfo.InvariantCulture), out var sent) || EtagOf(sent) != Of(part, "ETag")))
        {
            Fail(context, 400, "InvalidPart");
            return;
        }

        if (parts.SkipLast(1).Any(part => part.Value.Length < ShortestPart))
        {
            Fail(context, 400, "EntityTooSmall");
            return;
        }

        _uploads.TryRemove(upload, out _);
        Objects[key] = [.. parts.Values.SelectMany(part => part)];
        Send(context, $"<CompleteMultipartUploadResult><Key>{SecurityElement.Escape(key)}</Key><ETag>{SecurityElement.Escape(EtagOf(Objects[key]))}</ETag></CompleteMultipartUploadResult>");
    }

    string List(Dictionary<string, string> query)
    {
        var prefix = query.GetValueOrDefault("prefix", "");
        var after = query.GetValueOrDefault("continuation-token", "");
        var most = Math.Min(PageSize, int.Parse(query.GetValueOrDefault("max-keys", "1000"), CultureInfo.InvariantCulture));

        // A folder stands for all keys that begin with it.
        var entries = Objects.Keys.Where(key => key.StartsWith(prefix, StringComparison.Ordinal))
            .Select(key => query.GetValueOrDefault("delimiter") == "/" && key.IndexOf('/', prefix.Length) is >= 0 and var slash ? key[..(slash + 1)] : key)
            .Distinct().Where(key => string.CompareOrdinal(key, after) > 0).Order(StringComparer.Ordinal).ToList();
        var page = entries.Take(most).ToList();
        var text = new StringBuilder("<ListBucketResult>");
        text.Append(CultureInfo.InvariantCulture, $"<IsTruncated>{(entries.Count > page.Count ? "true" : "false")}</IsTruncated><KeyCount>{page.Count}</KeyCount>");
        if (entries.Count > page.Count)
        {
            text.Append(CultureInfo.InvariantCulture, $"<NextContinuationToken>{SecurityElement.Escape(page[^1])}</NextContinuationToken>");
        }

        foreach (var entry in page)
        {
            var isFolder = entry.EndsWith('/') && query.ContainsKey("delimiter") && entry.Length > prefix.Length;
            text.Append(!isFolder && Objects.TryGetValue(entry, out var content)
                ? string.Create(CultureInfo.InvariantCulture, $"<Contents><Key>{SecurityElement.Escape(entry)}</Key><ETag>{SecurityElement.Escape(EtagOf(content))}</ETag><Size>{content.Length}</Size></Contents>")
                : $"<CommonPrefixes><Prefix>{SecurityElement.Escape(entry)}</Prefix></CommonPrefixes>");
        }

        return text.Append("</ListBucketResult>").ToString();
    }

    void SendObject(HttpListenerContext context, byte[] content)
    {
        context.Response.Headers["ETag"] = EtagOf(content);
        context.Response.ContentLength64 = content.Length;
        context.Response.OutputStream.Write(content, 0, Math.Min(content.Length, BreaksAfter));
        if (content.Length > BreaksAfter)
        {
            context.Response.Abort();
        }
        else
        {
            context.Response.Close();
        }
    }

#pragma warning disable CA5351 // what S3 itself uses
    static string EtagOf(byte[] content) => $"\"{Convert.ToHexStringLower(System.Security.Cryptography.MD5.HashData(content))}\"";
#pragma warning restore CA5351

    static void Fail(HttpListenerContext context, int status, string code) => Send(context, $"<Error><Code>{code}</Code><Message>told</Message></Error>", status);

    static void Send(HttpListenerContext context, string text, int status = 200)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/xml";
        context.Response.Close(Encoding.UTF8.GetBytes(text), willBlock: true);
    }
}
