# The image of Fihris: the installed package and nothing to build it with.
FROM python:3.11-slim AS build
WORKDIR /source
COPY requirements.lock ./
RUN python -m venv /opt/fihris \
    && /opt/fihris/bin/pip install --no-cache-dir --require-hashes -r requirements.lock
COPY LICENSE NOTICE* README.md pyproject.toml ./
COPY search search
COPY indexer indexer
COPY web web
RUN /opt/fihris/bin/pip install --no-cache-dir --no-deps --no-build-isolation .

FROM python:3.11-slim
# a new volume takes the owner of the folder that it is mounted over
RUN useradd --system --uid 10001 --create-home fihris && install --directory --owner fihris /corrections
COPY --from=build /opt/fihris /opt/fihris
ENV PATH=/opt/fihris/bin:$PATH PYTHONUNBUFFERED=1 FIHRIS_HOST=0.0.0.0 FIHRIS_PORT=8000
USER fihris
WORKDIR /home/fihris
EXPOSE 8000
HEALTHCHECK --interval=15s --timeout=5s --start-period=30s --retries=3 \
    CMD ["python", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:8000/readyz', timeout=4)"]
ENTRYPOINT ["fihris"]
CMD ["serve"]
