"""The Flask extensions, objects only; app.py connects them."""

from flask_babel import Babel
from flask_login import LoginManager
from flask_migrate import Migrate
from flask_sqlalchemy import SQLAlchemy
from flask_wtf import CSRFProtect

from squad.db.base import Base

db = SQLAlchemy(model_class=Base, disable_autonaming=True)
login_manager = LoginManager()
csrf = CSRFProtect()
migrate = Migrate()
babel = Babel()
